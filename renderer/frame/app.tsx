// Renderer frame: the whole window.
export function App() {
  return <div className="app" />;
}
