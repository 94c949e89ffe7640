// Store: the tables of a session file, as the steps that made them. A step never changes once it was released.

/** `PRAGMA application_id` of a session file: "TLNE". */
export const APPLICATION_ID = 0x544c4e45;

/**
 * Step n (from 0) takes a file from `user_version` n to n + 1. Tables are named after the kinds that
 * `inspect` prints. Instants are milliseconds since the Unix epoch with a fraction
 * (`datetime(started_at / 1000, 'unixepoch')`), header lists, errors and connections are JSON.
 * Of an exchange, `summary` is what a list needs and `detail` what has no column (trailers, interim answers, close),
 * both JSON; `record` is all of a thing as JSON. Some columns say again what these hold, for those who read with the SQLite shell.
 * `log_seconds` and `traces` are sums over other tables, kept up by the writer: how many log records each second had, and when
 * each trace began. Samples of metrics lie minute by minute, so that a poll touches few places and a series is found again.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY,
    started_at REAL NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    status INTEGER,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    request_size INTEGER NOT NULL,
    response_size INTEGER NOT NULL,
    blocked_ms REAL NOT NULL,
    dns_ms REAL NOT NULL,
    connect_ms REAL NOT NULL,
    tls_ms REAL NOT NULL,
    send_ms REAL NOT NULL,
    wait_ms REAL NOT NULL,
    receive_ms REAL NOT NULL,
    total_ms REAL NOT NULL,
    error TEXT,
    connection TEXT,
    request_headers TEXT NOT NULL,
    upstream_request_headers TEXT NOT NULL,
    upstream_response_headers TEXT NOT NULL,
    response_headers TEXT NOT NULL,
    summary TEXT NOT NULL,
    detail TEXT NOT NULL
  );
  CREATE INDEX exchanges_by_start ON exchanges (started_at);

  CREATE TABLE bodies (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE body_segments (
    exchange INTEGER NOT NULL,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    body INTEGER NOT NULL,
    PRIMARY KEY (exchange, side, position)
  ) WITHOUT ROWID;
  CREATE TABLE body_tails (
    exchange INTEGER NOT NULL,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (exchange, side, position)
  );

  CREATE TABLE frames (
    id INTEGER PRIMARY KEY,
    exchange INTEGER NOT NULL,
    at REAL NOT NULL,
    direction TEXT NOT NULL,
    opcode TEXT NOT NULL,
    size INTEGER NOT NULL,
    wire_size INTEGER NOT NULL,
    compressed INTEGER NOT NULL,
    truncated INTEGER NOT NULL,
    close_code INTEGER,
    close_reason TEXT,
    preview TEXT NOT NULL,
    payload BLOB NOT NULL
  );
  CREATE INDEX frames_by_exchange ON frames (exchange, id, direction, opcode);

  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    exchange INTEGER NOT NULL,
    at REAL NOT NULL,
    event TEXT NOT NULL,
    size INTEGER NOT NULL,
    last_event_id TEXT,
    retry INTEGER,
    truncated INTEGER NOT NULL,
    preview TEXT NOT NULL,
    data TEXT NOT NULL
  );
  CREATE INDEX events_by_exchange ON events (exchange, id);

  CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    source TEXT NOT NULL,
    level TEXT NOT NULL,
    message TEXT NOT NULL,
    fields TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE hmr (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    dialect TEXT NOT NULL,
    type TEXT NOT NULL,
    exchange INTEGER NOT NULL,
    duration_ms REAL,
    reason TEXT,
    record TEXT NOT NULL
  );
  `,
  `
  ALTER TABLE exchanges ADD COLUMN trace_id TEXT;
  ALTER TABLE exchanges ADD COLUMN page TEXT;
  CREATE INDEX exchanges_by_trace ON exchanges (trace_id) WHERE trace_id IS NOT NULL;

  ALTER TABLE logs ADD COLUMN trace_id TEXT;
  ALTER TABLE logs ADD COLUMN span_id TEXT;
  ALTER TABLE logs ADD COLUMN request_id TEXT;
  ALTER TABLE logs ADD COLUMN exchange INTEGER;
  ALTER TABLE logs ADD COLUMN page TEXT;
  CREATE INDEX logs_by_trace ON logs (trace_id) WHERE trace_id IS NOT NULL;

  CREATE TABLE errors (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    last_at REAL NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    count INTEGER NOT NULL,
    page TEXT,
    exchange INTEGER,
    trace_id TEXT,
    record TEXT NOT NULL
  );
  CREATE INDEX errors_by_trace ON errors (trace_id) WHERE trace_id IS NOT NULL;

  CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    at REAL NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    exchange INTEGER,
    left_at REAL,
    record TEXT NOT NULL
  );
  CREATE INDEX pages_by_start ON pages (at, id);

  CREATE TABLE actions (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    page TEXT NOT NULL,
    action TEXT NOT NULL,
    label TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    record TEXT NOT NULL
  );
  CREATE INDEX actions_by_trace ON actions (trace_id);

  CREATE TABLE maps (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    script TEXT NOT NULL,
    at REAL NOT NULL,
    content_type TEXT,
    fault TEXT,
    bytes BLOB NOT NULL,
    UNIQUE (script, url)
  );
  `,
  `
  ALTER TABLE logs ADD COLUMN joined_by TEXT;
  ALTER TABLE logs ADD COLUMN confidence REAL;
  ALTER TABLE logs ADD COLUMN format TEXT;
  ALTER TABLE logs ADD COLUMN more TEXT;
  CREATE INDEX logs_by_time ON logs (at, level);
  CREATE INDEX logs_by_exchange ON logs (exchange) WHERE exchange IS NOT NULL;
  CREATE INDEX logs_by_request ON logs (request_id) WHERE request_id IS NOT NULL;
  CREATE INDEX logs_by_page ON logs (page) WHERE page IS NOT NULL;

  CREATE TABLE log_seconds (
    second INTEGER NOT NULL,
    source TEXT NOT NULL,
    level TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (second, source, level)
  ) WITHOUT ROWID;
  INSERT INTO log_seconds SELECT floor(at / 1000), source, level, count(*) FROM logs GROUP BY 1, 2, 3;

  ALTER TABLE exchanges ADD COLUMN route TEXT;
  ALTER TABLE exchanges ADD COLUMN span_id TEXT;
  ALTER TABLE exchanges ADD COLUMN parent_span TEXT;
  UPDATE exchanges SET
    route = summary ->> '$.route',
    span_id = summary ->> '$.trace.spanId',
    parent_span = summary ->> '$.trace.parentSpanId';
  DROP INDEX exchanges_by_start;
  CREATE INDEX exchanges_by_start
    ON exchanges (started_at, route, kind, state, status, total_ms, trace_id, span_id, parent_span);

  CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    parent TEXT,
    service TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at REAL NOT NULL,
    duration_ms REAL NOT NULL,
    status TEXT NOT NULL,
    exchange INTEGER,
    peer TEXT,
    peer_kind TEXT,
    record TEXT NOT NULL,
    UNIQUE (trace_id, span_id)
  );
  CREATE INDEX spans_by_start ON spans (started_at);
  CREATE INDEX spans_by_exchange ON spans (exchange) WHERE exchange IS NOT NULL;

  CREATE TABLE metric_series (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    labels TEXT NOT NULL,
    target TEXT NOT NULL,
    type TEXT NOT NULL,
    help TEXT,
    unit TEXT,
    samples INTEGER NOT NULL,
    first_at REAL NOT NULL,
    last_at REAL NOT NULL,
    last_value REAL NOT NULL,
    UNIQUE (name, target, labels)
  );
  CREATE TABLE metrics (
    minute INTEGER NOT NULL,
    series INTEGER NOT NULL,
    at REAL NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (minute, series, at)
  ) WITHOUT ROWID;

  CREATE TABLE profiles (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    target TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    record TEXT NOT NULL,
    bytes BLOB NOT NULL
  );

  CREATE TABLE traces (trace_id TEXT PRIMARY KEY, started_at REAL NOT NULL) WITHOUT ROWID;
  INSERT INTO traces SELECT trace_id, min(at) FROM (
    SELECT trace_id, started_at AS at FROM exchanges UNION ALL SELECT trace_id, at FROM logs
    UNION ALL SELECT trace_id, at FROM errors UNION ALL SELECT trace_id, at FROM actions
  ) WHERE trace_id IS NOT NULL GROUP BY trace_id;
  CREATE INDEX traces_by_start ON traces (started_at, trace_id);
  `,
];
