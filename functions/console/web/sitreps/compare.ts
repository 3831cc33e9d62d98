/** What is different between two editions of a report: pure. */
import type { SitRep } from '../answers.ts';

type Figure = SitRep['figures'][number];

export interface FigureChange {
  figure: Figure;
  before: Figure | undefined;
}

/** Figures whose number or basis moved, and those that only the later edition has. */
export function changedFigures(before: Pick<SitRep, 'figures'>, after: Pick<SitRep, 'figures'>): FigureChange[] {
  return after.figures.flatMap((figure) => {
    const old = before.figures.find(({ id }) => id === figure.id);
    return old && old.value === figure.value && old.n === figure.n ? [] : [{ figure, before: old }];
  });
}

/** Parts whose words changed in either language. */
export function changedSections(before: Pick<SitRep, 'sections'>, after: Pick<SitRep, 'sections'>): string[] {
  const names = [...new Set([...Object.keys(before.sections), ...Object.keys(after.sections)])];
  const words = (report: Pick<SitRep, 'sections'>, name: string) => {
    const section = report.sections[name];
    return section ? `${section.ar}\n${section.en}` : '';
  };
  return names.filter((name) => words(before, name) !== words(after, name));
}
