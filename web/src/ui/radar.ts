// Geometry of the radar: where the rings, the shapes and the labels stand. Labels start at the top and run clockwise;
// near the top and the bottom, where neighbours would share a line, they are pushed further out.

export interface Spoke {
  name: string;
  /** Per mille; null where nothing counts (drawn at the centre, said as "－" in the table). */
  value: number | null;
  before: number | null;
}

export interface Point {
  x: number;
  y: number;
}

export interface Label extends Point {
  /** As much of the name as there is room for. */
  text: string;
  name: string;
  anchor: 'start' | 'middle' | 'end';
}

export interface Geometry {
  width: number;
  height: number;
  centre: Point;
  radius: number;
  rings: number[];
  axes: Point[];
  now: string;
  before: string | null;
  labels: Label[];
}

export const label_size = 11;
export const narrowest = 320;

function at(centre: Point, radius: number, index: number, count: number): Point {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function outline(centre: Point, radius: number, values: (number | null)[]): string {
  return values
    .map((value, index) => {
      const point = at(centre, (radius * Math.max(0, Math.min(1000, value ?? 0))) / 1000, index, values.length);
      return `${round(point.x)},${round(point.y)}`;
    })
    .join(' ');
}

const breadth = (char: string): number => (char.charCodeAt(0) < 0x100 ? 0.62 : 1) * label_size;

export function text_width(text: string): number {
  return [...text].reduce((sum, char) => sum + breadth(char), 0);
}

function shorten(text: string, room: number): string {
  if (text_width(text) <= room) return text;
  const chars = [...text];
  while (chars.length > 1 && text_width(chars.join('')) + label_size > room) chars.pop();
  return `${chars.join('')}…`;
}

// From the middle line towards top and bottom each label keeps at least one line of distance from the one before it;
// the uppermost and the lowest stand beyond both their neighbours.
function place_labels(spokes: readonly Spoke[], centre: Point, out: number, width: number): Label[] {
  const line = label_size * 1.15;
  const count = Math.max(3, spokes.length);
  const spots = spokes.map((spoke, index) => {
    const point = at(centre, out, index, count);
    const across = point.x - centre.x;
    return { text: spoke.name, x: point.x, away: point.y - centre.y, side: Math.abs(across) < 1 ? 0 : Math.sign(across) };
  });
  const settled = (chosen: typeof spots, sign: number): number => {
    let edge = -Infinity;
    for (const spot of chosen.filter((one) => one.away * sign >= 0).sort((a, b) => a.away * sign - b.away * sign)) {
      spot.away = sign * Math.max(spot.away * sign, edge);
      edge = spot.away * sign + line;
    }
    return edge;
  };
  for (const sign of [-1, 1]) {
    const edges = [-1, 1].map((side) => settled(spots.filter((spot) => spot.side === side), sign));
    for (const pole of spots.filter((spot) => spot.side === 0 && spot.away * sign > 0)) pole.away = sign * Math.max(pole.away * sign, ...edges);
  }
  const room = (spot: (typeof spots)[number]): number => (spot.side === 0 ? width : spot.side > 0 ? width - spot.x : spot.x);
  return spots.map((spot) => ({ text: shorten(spot.text, room(spot)), name: spot.text, x: round(spot.x), y: round(centre.y + spot.away + label_size * 0.36), anchor: spot.side === 0 ? 'middle' : spot.side > 0 ? 'start' : 'end' }));
}

export function radar(spokes: readonly Spoke[], width: number): Geometry {
  const count = Math.max(3, spokes.length);
  const longest = Math.max(0, ...spokes.map((spoke) => spoke.name.length));
  const side = Math.min(width * 0.29, longest * label_size + 12);
  const radius = Math.max(40, width / 2 - side);
  const above = 2.6 * label_size + 10;
  const height = 2 * (radius + above);
  const centre = { x: width / 2, y: height / 2 };
  const labels = place_labels(spokes, centre, radius + 8, width);
  return {
    width,
    height: round(height),
    centre,
    radius,
    rings: [0.25, 0.5, 0.75, 1].map((share) => round(radius * share)),
    axes: spokes.map((_, index) => at(centre, radius, index, count)),
    now: outline(centre, radius, spokes.map((spoke) => spoke.value)),
    before: spokes.some((spoke) => spoke.before !== null) ? outline(centre, radius, spokes.map((spoke) => spoke.before)) : null,
    labels,
  };
}
