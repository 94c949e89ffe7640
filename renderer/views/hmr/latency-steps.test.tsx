// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { openUpdate, sampleUpdate } from '../../store/hmr-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { LatencySteps } from './latency-steps.tsx';

afterEach(cleanup);

describe('LatencySteps', () => {
  it('says each part, how long it took and what it means', async () => {
    await renderWith(<LatencySteps record={sampleUpdate(1, { exchangeIds: ['1', '2'] })} />);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Message to fetch24 msFrom the message to the first request it caused',
      'Fetch60 ms2 requests, from the first one\u2019s start to the last one\u2019s end'.replaceAll('\u2019', "'"),
    ]);
  });

  it('says that no times are known', async () => {
    await renderWith(<LatencySteps record={openUpdate(1)} />);
    expect(screen.getByText('The server gave no times for this.')).toBeTruthy();
  });
});
