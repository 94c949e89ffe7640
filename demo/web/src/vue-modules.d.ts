// Demo, front end: what a component file is to tools that read TypeScript alone.
declare module '*.vue' {
  import type { Component } from 'vue';
  const component: Component;
  export { component as default };
}
