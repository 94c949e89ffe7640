// Capture: what is on its way to the recorder, by batch, in the order in which they are acknowledged.

interface Flight {
  events: number;
  readonly logCharacters: number;
  readonly telemetryRecords: number;
}

export class TapFlights {
  readonly #flights: Flight[] = [];
  logCharacters = 0;
  telemetryRecords = 0;

  sent(flight: Readonly<Flight>): void {
    this.#flights.push({ ...flight });
    this.logCharacters += flight.logCharacters;
    this.telemetryRecords += flight.telemetryRecords;
  }

  /** So many events have arrived: those of the oldest batches. */
  arrived(events: number): void {
    for (let left = events; left > 0;) {
      const first = this.#flights[0];
      if (!first) return;
      if (left < first.events) {
        first.events -= left;
        return;
      }
      left -= first.events;
      this.#flights.shift();
      this.logCharacters -= first.logCharacters;
      this.telemetryRecords -= first.telemetryRecords;
    }
  }
}
