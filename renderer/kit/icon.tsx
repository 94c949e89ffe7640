// Renderer kit: line icons of 16 pixels, drawn for this dashboard. They never carry meaning alone.
import type { ReactNode } from 'react';

const GLYPHS = {
  traffic: <path d="M2.5 4.5h7M4.5 8h9M2.5 11.5h5" />,
  sockets: <path d="M4.5 2.5v11M2.5 5l2-2.5 2 2.5M11.5 13.5v-11M9.5 11l2 2.5 2-2.5" />,
  hmr: <path d="M9 1.800 3.500 9H8l-1 5.200L12.500 7H8z" />,
  errors: (
    <>
      <path d="M5.2 2h5.6L14 5.200v5.600L10.800 14H5.200L2 10.800V5.200z" />
      <path d="M8 5v3.600M8 11v.050" />
    </>
  ),
  logs: <path d="M2.500 3.500h11M2.500 6.500h8M2.500 9.500h11M2.500 12.500h6" />,
  traces: <path d="M2 3.500h12M4.500 8h7M7.500 12.500h5" />,
  performance: <path d="M2.5 13.5v-11M2.5 13.5h11M5 10l2.5-3.500 2.500 2 3-4.500" />,
  settings: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 1.800v2M8 12.200v2M1.800 8h2M12.200 8h2M3.600 3.600 5 5M11 11l1.400 1.400M3.600 12.400 5 11M11 5l1.400-1.400" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.200" />
      <path d="m10.200 10.200 3.300 3.300" />
    </>
  ),
  filter: <path d="M2.500 3.500h11L9.500 8.500v4l-3 1v-5z" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.500" />
      <path d="M8 2.500a5.500 5.500 0 0 1 0 11z" fill="currentColor" />
    </>
  ),
  more: <path d="M3.500 8h.01M8 8h.01M12.500 8h.01" strokeWidth="2" />,
  down: <path d="m4 6 4 4 4-4" />,
  right: <path d="m6 4 4 4-4 4" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  copy: <path d="M5.500 5.500h7v8h-7zM3.500 10.500v-8h7" />,
  columns: <path d="M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10" />,
  'dock-bottom': <path d="M2.500 3h11v10h-11zM2.500 9h11" />,
  'dock-right': <path d="M2.500 3h11v10h-11zM9.500 3v10" />,
  replay: <path d="M3 8a5 5 0 1 0 1.500-3.500M3 2.500v3h3" />,
  pin: <path d="M6 2.500h4l-.5 4 2 2.500h-7l2-2.500zM8 9v4.500" />,
  play: <path d="M5 3.200v9.600L12.500 8z" />,
  stop: <path d="M4.500 4.500h7v7h-7z" />,
  pause: <path d="M5.500 3.500v9M10.500 3.500v9" strokeWidth="2" />,
  back: <path d="M13 8H3.500M7 4.500 3.500 8 7 11.500" />,
  forward: <path d="M3 8h9.500M9 4.500 12.500 8 9 11.500" />,
  file: <path d="M4 2h5l3 3v9H4zM9 2v3h3" />,
  folder: <path d="M2 4h4l1.500 1.500H14v7.500H2z" />,
  page: (
    <>
      <circle cx="8" cy="8" r="5.800" />
      <path d="M2.200 8h11.600M8 2.200c3.600 3.800 3.600 7.800 0 11.600-3.600-3.800-3.600-7.800 0-11.600" />
    </>
  ),
  code: <path d="m5.500 4.500-3.500 3.500 3.500 3.500M10.500 4.500 14 8l-3.500 3.500" />,
  eye: (
    <>
      <path d="M1.800 8S4 3.800 8 3.800 14.200 8 14.200 8 12 12.200 8 12.200 1.800 8 1.800 8z" />
      <circle cx="8" cy="8" r="1.800" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  check: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  clear: (
    <>
      <circle cx="8" cy="8" r="5.500" />
      <path d="m4.200 4.200 7.600 7.600" />
    </>
  ),
  save: <path d="M8 2.500v7M5 6.500l3 3 3-3M2.500 11v2.500h11V11" />,
  keys: <path d="M2 4.500h12v7H2zM4.500 7h.01M7 7h.01M9.500 7h.01M12 7h.01M5.500 9.500h5" />,
  source: (
    <>
      <path d="M2.500 3h11v4h-11zM2.500 9h11v4h-11z" />
      <path d="M5 5h.01M5 11h.01" strokeWidth="1.800" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof GLYPHS;

/** A line icon in the colour of the text around it; hidden from assistive technology. */
export function Icon({ name, small = false }: { readonly name: IconName; readonly small?: boolean }) {
  return (
    <svg className={small ? 'i sm' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      {GLYPHS[name]}
    </svg>
  );
}

/** The product's own mark. */
export function BrandMark() {
  return (
    <svg
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.600"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M1.500 9h3.200c2 0 1.800-4.500 4.300-4.500S11.300 13.500 13.300 13.500 14.500 9 16.500 9" />
      <circle cx="9" cy="4.500" r="1.700" fill="currentColor" stroke="none" />
      <circle cx="13.300" cy="13.500" r="1.700" fill="currentColor" stroke="none" />
    </svg>
  );
}
