declare module 'virtual:messages/ja' {
  const sentences: Record<string, string>;
  export default sentences;
}
declare module 'virtual:messages/en' {
  const sentences: Record<string, string>;
  export default sentences;
}
