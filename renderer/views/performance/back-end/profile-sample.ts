// View: a profile for tests.
import type { ProfileRecord } from '../../../../main/model/profile.ts';
import { SAMPLE_START } from '../../../store/row-sample.ts';

/** A dump with one group of three. */
export function sampleProfile(more: Partial<ProfileRecord> = {}): ProfileRecord {
  return {
    ...{ id: '1', at: SAMPLE_START, target: 'shop', kind: 'goroutine', sizeBytes: 100, unit: 'goroutines', total: 4 },
    groups: [
      {
        count: 3,
        state: 'chan receive',
        waitMs: 720_000,
        ids: [5, 9, 12],
        frames: [
          { functionName: 'sync.(*Cond).Wait', file: '/go/sync/cond.go', line: 56 },
          { functionName: 'main.(*Pool).work', file: '/src/shop/pool.go', line: 41 },
        ],
        createdBy: { functionName: 'main.newPool', file: '/src/shop/pool.go', line: 20 },
      },
    ],
    costs: [],
    ...more,
  };
}
