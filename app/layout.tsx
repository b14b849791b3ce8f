import type { Metadata, Viewport } from 'next';
import { techniqueColors } from '@/components/ui/technique-style';
import { applyTheme } from '@/components/ui/theme-script';
import './globals.css';

export const metadata: Metadata = {
  title: 'Realtime Playground',
  description:
    'Short polling, long polling, server-sent events and WebSocket side by side on one live ticker, every figure measured.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    // The theme is set before the first paint, which the server cannot know.
    <html lang="en" style={techniqueColors} suppressHydrationWarning>
      <body>
        <script>{applyTheme}</script>
        {children}
      </body>
    </html>
  );
}
