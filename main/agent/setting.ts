// Page agent: what the injected tag says.

export interface Setting {
  /** The exchange of the document. */
  readonly page: string;
  /** Whether requests get trace context. */
  readonly trace: boolean;
  /** Origins of the upstreams whose traffic is brought back. */
  readonly origins: readonly string[];
}

/** Reads the tag's `data-` attributes; one without a tag is a page nobody knows, left as it is. */
export function parseSetting(data: DOMStringMap = {}): Setting {
  return {
    page: data['page'] || '',
    trace: data['trace'] === '1',
    origins: (data['origins'] || '').match(/\S+/g) || [],
  };
}
