/** Charts, painted by uPlot: loaded when the first one is opened. Time and numbers run from left to right in every language. */
import UPlot from 'uplot';
import { isolated } from '../text/format.ts';
import type { Paint } from '../ui/paint.ts';

export interface Series {
  name: string;
  /** A custom property of the theme. */
  colour: `--${string}`;
  values: readonly (number | null)[];
}

export interface Plot {
  /** Epoch seconds, or nothing where each value has a name. */
  times?: readonly number[];
  names?: readonly string[];
  series: readonly Series[];
  /** Each series stands on the one before it. */
  stacked?: boolean;
  /** How a number, and an instant in epoch seconds, are written. */
  number: (value: number) => string;
  time: (seconds: number) => string;
  /** Told which value the pointer is at; nothing when it leaves. */
  onPoint: (index: number | undefined) => void;
}

export interface Drawn {
  paint(colour: Paint): void;
  resize(width: number): void;
  remove(): void;
}

const HEIGHT = 260;
const FONT = '12px system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif';

export function draw(element: HTMLElement, plot: Plot): Drawn {
  let current: UPlot | undefined;
  let width = element.clientWidth;
  const make = (colour: Paint) => {
    current?.destroy();
    current = new UPlot(optionsOf(plot, width, colour), dataOf(plot), element);
  };
  return {
    paint: make,
    resize(next) {
      width = next;
      current?.setSize({ width, height: HEIGHT });
    },
    remove: () => current?.destroy(),
  };
}

/** Stacked values are drawn as their sums, the highest first, so that each covers the one behind it. */
function dataOf({ times, names, series, stacked }: Plot): UPlot.AlignedData {
  const length = times?.length ?? names?.length ?? 0;
  const x = times ?? Array.from({ length }, (_, index) => index);
  if (!stacked) return [[...x], ...series.map(({ values }) => [...values])] as UPlot.AlignedData;
  const sums = series.map((_, top) =>
    x.map((_at, index) => series.slice(0, top + 1).reduce((sum, { values }) => sum + (values[index] ?? 0), 0)),
  );
  return [[...x], ...sums.reverse()] as UPlot.AlignedData;
}

function optionsOf(plot: Plot, width: number, colour: Paint): UPlot.Options {
  const { times, names, series, stacked, number, time, onPoint } = plot;
  const axis = {
    stroke: colour('--soft'),
    font: FONT,
    grid: { stroke: colour('--edge'), width: 1 },
    ticks: { show: false },
  };
  const bars = UPlot.paths.bars!({ size: [names ? 0.6 : 0.9, 60], gap: names ? 0 : 1 });
  const shown = stacked ? [...series].reverse() : series;
  return {
    width,
    height: HEIGHT,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    // Hours are those of the room.
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Africa/Cairo'),
    scales: {
      x: times ? { time: true } : { time: false, range: [-0.6, (names?.length ?? 1) - 0.4] },
      y: { range: (_self, _least, most) => [0, Math.max(1, most * 1.05)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ...(times
          ? { values: (_self, at) => at.map(time), space: 70 }
          : // A canvas knows no direction but its own: what begins with an Arabic letter is read from the right.
            { splits: () => names!.map((_, index) => index), values: () => names!.map(isolated) }),
      },
      {
        ...axis,
        size: 48,
        incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000],
        values: (_self, at) => at.map((value) => (Number.isInteger(value) ? number(value) : '')),
      },
    ],
    series: [
      {},
      ...shown.map(({ name, colour: of }, index): UPlot.Series => {
        const filled = stacked || names !== undefined || index === 0;
        return filled
          ? {
              label: name,
              paths: bars,
              fill: colour(of),
              stroke: colour('--sheet'),
              width: stacked ? 1 : 0,
              points: { show: false },
            }
          : { label: name, stroke: colour(of), width: 2, points: { show: false } };
      }),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  };
}
