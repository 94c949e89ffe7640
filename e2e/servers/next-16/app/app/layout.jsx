import './theme.css';

export const metadata = { title: 'Shop one' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
