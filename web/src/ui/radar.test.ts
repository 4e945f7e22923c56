import { describe, expect, it } from 'vitest';
import { label_size, radar, text_width } from './radar.ts';

const names = ['方針', '機密情報ルール', '法令順守', '体制（平時）', '体制（事故）', '事故時の手順', '日常の教育', '他社との要件', 'アクセス権', '資産（情報）', '資産（機器）', 'リスク対応', '取引内容の把握', '外部接続の把握', '社内接続ルール', '物理セキュリティ', '通信制御', '認証・認可', '更新プログラム', 'データ保護', 'オフィスツール', 'マルウェア対策', '不正アクセス検知', 'バックアップ'];
const spokes = names.map((name, index) => ({ name, value: index === 5 ? null : index * 40, before: 500 }));

describe('the radar of 24 labels', () => {
  it.each([320, 326, 420, 560])('at %i px no two labels overlap and none leaves the picture', (width) => {
    const shape = radar(spokes, width);
    const boxes = shape.labels.map((label) => {
      const long = text_width(label.text);
      const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - long : label.x - long / 2;
      return { text: label.text, left, right: left + long, top: label.y - label_size * 0.86, bottom: label.y + label_size * 0.12 };
    });
    for (const box of boxes) {
      expect(box.left, box.text).toBeGreaterThanOrEqual(-0.5);
      expect(box.right, box.text).toBeLessThanOrEqual(width + 0.5);
      expect(box.top, box.text).toBeGreaterThanOrEqual(0);
      expect(box.bottom, box.text).toBeLessThanOrEqual(shape.height);
    }
    const clash = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map((b) => `${a.text} × ${b.text}`));
    expect(clash).toEqual([]);
  });
  it('shortens a name that has no room and keeps the whole one beside it', () => {
    const shape = radar(spokes.map((spoke, index) => (index === 7 ? { ...spoke, name: '他社との情報セキュリティ要件' } : spoke)), 320);
    const label = shape.labels[7]!;
    expect(label.text).toMatch(/^他社.*…$/);
    expect(label.name).toBe('他社との情報セキュリティ要件');
    expect(label.x + text_width(label.text)).toBeLessThanOrEqual(320.5);
  });
  it('starts at the top and draws an unknown value at the centre', () => {
    const shape = radar(spokes, 400);
    const points = shape.now.split(' ').map((pair) => pair.split(',').map(Number));
    expect(points[5]).toEqual([shape.centre.x, Math.round(shape.centre.y * 10) / 10]);
    expect(points[12]![1]).toBeGreaterThan(shape.centre.y);
  });
  it('has no dashed shape without a year before', () => {
    expect(radar(spokes.map((spoke) => ({ ...spoke, before: null })), 400).before).toBeNull();
  });
});
