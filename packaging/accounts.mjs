// Prints the accounts of the demo company (the file that `sonae demo --credentials` writes) as a table.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const file = process.argv[2];
const content = JSON.parse(readFileSync(file, 'utf8'));
const accounts = Array.isArray(content) ? content : content.accounts;

const roles = {
  administrator: '管理者 administrator',
  ciso: '情報セキュリティ責任者 CISO',
  secretariat: '事務局 secretariat',
  committee: '委員 committee member',
  manager: '部門責任者 department manager',
  employee: '従業員 employee',
  auditor: '監査担当 auditor',
};

// Japanese characters take two columns of a terminal.
const width = (text) => [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
const pad = (text, size) => text + ' '.repeat(Math.max(0, size - width(text)));
const nameOf = (value) => (value && typeof value === 'object' ? value.name : value) ?? '';

// The six digits an authenticator app would show now (RFC 6238: SHA-1, 30 seconds).
function codeOf(base32) {
  const bits = [...base32.toUpperCase().replace(/[^A-Z2-7]/g, '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const rows = [['サインイン名 sign-in name', 'パスワード password', '役割 role', '部門 department', '二段階認証 two-step']];
let secrets = false;
for (const account of accounts) {
  const held = account.roles ?? [account.role];
  const secret = account.totp_secret ?? account.totp ?? '';
  secrets ||= secret !== '';
  rows.push([account.login, account.password, held.map((role) => roles[role] ?? role).join(', '),
    nameOf(account.department), secret && `${codeOf(secret)}  (${secret})`]);
}
const sizes = rows[0].map((_, column) => Math.max(...rows.map((row) => width(row[column]))));
for (const [index, row] of rows.entries()) {
  console.log('  ' + row.map((cell, column) => pad(cell, sizes[column])).join('  ').trimEnd());
  if (index === 0) console.log('  ' + sizes.map((size) => '-'.repeat(size)).join('  '));
}
const here = relative(process.cwd(), file);
if (secrets) {
  console.log('\n  二段階認証の数字は30秒ごとに変わります。次の数字 / The code changes every 30 seconds. The next one:');
  console.log(`    node packaging/accounts.mjs ${here}`);
  console.log('  （かっこの中の文字列を認証アプリに登録しても使えます / or enter the text in brackets into an authenticator app）');
}
console.log(`\n  この一覧のもと / this list comes from: ${here}`);
