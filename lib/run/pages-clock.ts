import { type Report, shifted } from '@/lib/channel/control-messages';

/** A report with its times on the page's own clock; those of the wire stay as they are. @param offset server clock minus own clock, ms */
export function onPagesClock<R extends Report>(report: R, offset: number): R {
  if (report.type === 'market' || report.type === 'figures')
    return { ...report, state: shifted(report.state, -offset) };
  if (report.type === 'fault') return { ...report, at: report.at - offset, until: report.until - offset };
  return report;
}
