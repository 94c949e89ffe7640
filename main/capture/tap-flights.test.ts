import { expect, test } from 'vitest';
import { TapFlights } from './tap-flights.ts';

test('a batch is on its way until the last of its events has arrived', () => {
  const flights = new TapFlights();
  flights.sent({ events: 2, logCharacters: 10, telemetryRecords: 1 });
  flights.sent({ events: 1, logCharacters: 5, telemetryRecords: 0 });
  flights.arrived(1);
  expect([flights.logCharacters, flights.telemetryRecords]).toEqual([15, 1]);
  flights.arrived(1);
  expect([flights.logCharacters, flights.telemetryRecords]).toEqual([5, 0]);
  flights.arrived(9);
  expect([flights.logCharacters, flights.telemetryRecords]).toEqual([0, 0]);
});

test('one word for several batches counts for all of them', () => {
  const flights = new TapFlights();
  flights.sent({ events: 2, logCharacters: 10, telemetryRecords: 0 });
  flights.sent({ events: 3, logCharacters: 5, telemetryRecords: 7 });
  flights.arrived(4);
  expect([flights.logCharacters, flights.telemetryRecords]).toEqual([5, 7]);
});
