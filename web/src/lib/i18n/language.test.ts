import { expect, test } from 'vitest';
import { en } from './en';
import { preferred } from './language.svelte';
import { zh } from './zh';

/** Every text of a language by its path; functions are called with arguments that fit them all. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'function') return [[path + key, String(value(2, 3))]];
    return typeof value === 'string' ? [[path + key, value]] : texts(value, `${path}${key}.`);
  });
}

test('both languages have the same texts, and none is empty', () => {
  const paths = (words: object) => texts(words).map(([path]) => path);
  expect(paths(zh)).toEqual(paths(en));
  expect(texts(zh).filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('what is said in Chinese is not left in English', () => {
  const same = ['tile.noValue', 'summary.titled', 'filter.shown'];
  const kept = texts(zh).filter(([path, text]) => !/[\u3000-\u9fff：，]/.test(text) && !same.includes(path));
  expect(kept.map(([path]) => path)).toEqual(['tag', 'groups.api']);
});

test.each([
  [['zh-CN', 'en'], 'zh'],
  [['de', 'zh-TW', 'en'], 'zh'],
  [['en-GB', 'zh'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('a browser that prefers %j gets %s', (tags, language) => expect(preferred(tags)).toBe(language));
