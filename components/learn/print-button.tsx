'use client';

import { Printer } from 'lucide-react';
import { Button } from '@/components/ui/button';

/** Prints the page. */
export function PrintButton() {
  return (
    <Button look="quiet" aria-label="Print" onClick={() => window.print()}>
      <Printer size={15} aria-hidden="true" />
      <span className="max-sm:sr-only">Print</span>
    </Button>
  );
}
