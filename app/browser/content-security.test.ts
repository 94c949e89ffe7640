import { expect, it } from 'vitest';
import { CONTENT_POLICY, dashboardPolicy } from './content-security.ts';

it('lets the dashboard run its own scripts only, and reach its own host only', () => {
  const policy = dashboardPolicy('ws://127.0.0.1:1');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1;");
  expect(policy).not.toMatch(/script-src[^;]*(unsafe|data:|blob:|http)/);
  expect(dashboardPolicy(undefined)).toContain("connect-src 'self';");
});

it('lets captured content run nothing', () => {
  expect(CONTENT_POLICY).toMatch(/^sandbox;/);
  expect(CONTENT_POLICY).not.toMatch(/script-src|allow-/);
});
