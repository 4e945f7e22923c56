// Made items and people for the test double of the server. Every text is invented; numbers only resemble a sheet.

export const labels = [
  '方針', '機密情報ルール', '法令順守', '体制（平時）', '体制（事故）', '事故時の手順', '日常の教育', '他社との要件', 'アクセス権', '資産（情報）', '資産（機器）', 'リスク対応',
  '取引内容の把握', '外部接続の把握', '社内接続ルール', '物理セキュリティ', '通信制御', '認証・認可', '更新プログラム', 'データ保護', 'オフィスツール', 'マルウェア対策', '不正アクセス検知', 'バックアップ',
];
const endings = ['の責任者と範囲を文書で定めている', 'を年1回以上見直している', 'を全員に知らせている', 'の実施記録を残している', 'の例外を申請と承認で管理している', 'の状況を点検し、不足を直している'];

export const departments = ['総務部', '情報システム課', '人事課', '製造部', '品質保証部', '購買課', '設計課', '法務・監査'].map((name, index) => ({ id: `d${index + 1}`, name, parent: null, order: index, version: 1 }));
const people = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村'];

export function make_items() {
  return Array.from({ length: 153 }, (_, index) => {
    const label = labels[Math.floor((index * labels.length) / 153)];
    const subject = `${label}${endings[index % endings.length]}`;
    return {
      no: index + 1,
      level: index % 9 === 8 ? 3 : (index % 2) + 1,
      label,
      condition: subject,
      criteria: index % 5 === 4 ? [`${label}の記録を1年以上保管している`] : [`${label}の文書がある`, `${label}の責任者を決めている`, '年1回以上見直している'],
      area: departments[index % departments.length].name,
      text_source: index % 11 === 10 ? 'pack' : 'workbook',
      help: index % 3 === 2 ? null : { wants: `${label}について、だれが何をするかを文書にし、続けていることを示せる状態にします。`, evidence: ['規程や手順書', '見直しの記録', '周知の記録'], owner: '総務部または情報システム課', first_step: '今ある文書を1つ選び、足りない所に印を付けます。', confidence: index % 4 === 0 ? 'likely' : 'confirmed' },
    };
  });
}

export function make_answers(items, filled) {
  return items.map((item) => {
    const turn = item.no % 7;
    const department = Math.floor((item.no - 1) / 3) % departments.length;
    const score = !filled || turn === 3 ? '' : turn === 5 ? '1' : item.no % 22 === 0 ? '0' : item.no % 31 === 0 ? '該当なし' : '2';
    const basis = { '2': `情報セキュリティ規程 第${(item.no % 12) + 1}条／2025年改定`, '1': '規程案を作成中。部門への説明が未了', '0': '来期の改善計画に追加する', 該当なし: '対象となる設備を持っていないため', '': '' }[score];
    return {
      no: item.no, version: 1, score, basis: item.no === 94 ? '規程案を作成中。部門説明が未了' : basis, due: score === '1' ? `2026-${item.no % 2 === 0 ? '12' : '10'}-14` : null,
      responder: filled ? people[department] : '', department: filled ? departments[department].id : null, ticks: item.criteria.map((_, at) => score === '2' || (score === '1' && at === 0)),
      updated_at: null, updated_by: null, previous: filled ? { score: item.no % 4 === 0 ? '1' : '2', basis: `情報セキュリティ規程 第${(item.no % 12) + 1}条／2024年制定` } : null,
    };
  });
}

const reading = ['sheet.read'];
export const users = [
  { login: 'sato', name: '佐藤 花子', roles: ['secretariat'], department: 'd1', permissions: [...reading, 'sheet.answer', 'sheet.manage', 'sheet.export'] },
  { login: 'suzuki', name: '鈴木 一郎', roles: ['secretariat'], department: 'd2', permissions: [...reading, 'sheet.answer', 'sheet.manage', 'sheet.export'] },
  { login: 'tanaka', name: '田中 次郎', roles: ['manager'], department: 'd4', permissions: [...reading, 'sheet.answer'] },
  { login: 'kimura', name: '木村 陽子', roles: ['auditor'], department: null, permissions: [...reading, 'sheet.export', 'trail.read'], factor: true },
  { login: 'admin', name: '管理 太郎', roles: ['administrator'], department: 'd2', permissions: ['users.manage', 'settings.manage', 'trail.read'], factor: true },
  { login: 'first', name: '新井 さくら', roles: ['employee'], department: 'd3', permissions: [...reading], one_time: true },
  { login: 'enrol', name: '遠藤 守', roles: ['administrator'], department: 'd2', permissions: ['users.manage', 'settings.manage', 'trail.read'], enrol: true },
];
export const password = 'correct horse battery';
export const factor_code = '123456';
