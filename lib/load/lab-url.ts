import * as z from 'zod/mini';
import { type Ignored, queryForm } from '@/lib/schema/query';
import { defaultLab, type Lab, labSchema } from './lab';
import { defaultLabView, type LabView, labViewSchema } from './lab-view';

/** All that an address of the load lab says: what is measured, and how it is shown. */
export interface LabSetup {
  lab: Lab;
  view: LabView;
}

export const defaultLabSetup: LabSetup = { lab: defaultLab, view: defaultLabView };

const form = queryForm(z.object({ ...labSchema.shape, ...labViewSchema.shape }), {
  ...defaultLab,
  ...defaultLabView,
});

/** The query string of a setup: only what differs from the default, both parts side by side. */
export function labToQuery({ lab, view }: LabSetup): string {
  return form.toQuery({ ...lab, ...view });
}

/** The setup that a link asks for, and what of it could not be used. @param query with or without `?` */
export function labFromQuery(query: string): { settings: LabSetup; ignored: Ignored[] } {
  const { settings, ignored } = form.fromQuery(query);
  const lab = labSchema.parse(settings);
  return {
    settings: {
      lab: { ...lab, techniques: [...new Set(lab.techniques)] },
      view: labViewSchema.parse(settings),
    },
    ignored,
  };
}
