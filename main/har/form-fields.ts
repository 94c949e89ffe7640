// HAR: the fields of a query or of a form in a request's body.
import type { Param, QueryString } from 'har-format';

/** The parameters of an absolute URL's query, decoded, in order. */
export function queryFields(url: string): QueryString[] {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1];
  if (query === undefined || query === '') return [];
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

/** More fields than this are left to `text`, so that a body made of ampersands gives no entry of a hundred times its size. */
export const FORM_FIELDS_LIMIT = 1_000;

/** The fields of a form's body; undefined where the type is no form. */
export function formFields(text: string, contentType: string): Param[] | undefined {
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return [...new URLSearchParams(text)].slice(0, FORM_FIELDS_LIMIT).map(([name, value]) => ({ name, value }));
  }
  const boundary = /^multipart\/form-data.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  return boundary === null ? undefined : multipartFields(text, boundary[1] ?? boundary[2] ?? '');
}

/** The parts of a multipart form (RFC 7578); files without their content. */
function multipartFields(text: string, boundary: string): Param[] {
  return text
    .split(`--${boundary}`, FORM_FIELDS_LIMIT + 1)
    .slice(1)
    .flatMap((part) => {
      const gap = /\r?\n\r?\n/.exec(part);
      if (gap === null) return [];
      const head = part.slice(0, gap.index);
      const name = /\bname="((?:[^"\\]|\\.)*)"/i.exec(head)?.[1];
      if (name === undefined) return [];
      const content = part.slice(gap.index + gap[0].length).replace(/\r?\n$/, '');
      return [fieldOf(name, head, content)];
    });
}

function fieldOf(name: string, head: string, content: string): Param {
  const fileName = /\bfilename="((?:[^"\\]|\\.)*)"/i.exec(head)?.[1];
  const contentType = /^content-type:\s*(.+?)\s*$/im.exec(head)?.[1];
  const field: Param = { name };
  if (fileName === undefined) field.value = content;
  else field.fileName = fileName;
  if (contentType !== undefined) field.contentType = contentType;
  return field;
}
