import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, type Priority } from '../../../../shared/case/vocabulary.ts';
import { roomSettings } from '../settings.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { PRIORITY_NAMES } from '../text/words.ts';
import { usePaint } from '../ui/paint.ts';
import { type Cluster, clusters } from './clusters.ts';
import type { Area, World } from './draw.ts';
import { MAP_TEXTS } from './texts.ts';

addTexts(MAP_TEXTS);

/** Something that stands on the map. */
export interface Mark {
  id: string;
  lat: number;
  lon: number;
  /** `case` and `seen` know where it is; `country` only in which country: it stands in its middle, for all of them. */
  kind: 'case' | 'seen' | 'country' | 'assembly';
  priority?: Priority;
  /** Cases that a mark of a country stands for. */
  counts?: Partial<Record<Priority, number>>;
  /** What it is, for whoever hears it. */
  name: string;
}

interface Props {
  marks: readonly Mark[];
  /** False while more of them are arriving. */
  whole?: boolean;
  areas?: readonly Area[];
  label?: string;
  /** Ids of the marks behind what was pressed. */
  onPick?: (ids: readonly string[]) => void;
  /** Marks that are told apart, because something beside the map speaks of them. */
  picked?: ReadonlySet<string>;
  /** Shown when it changes: what somebody asked for beside the map. */
  shown?: readonly { lat: number; lon: number }[];
}

type State = 'loading' | 'none' | 'failed' | World;

/** Places on the world's borders. Whoever cannot see it, or whose browser cannot draw it, needs a list beside it. */
export function PlaceMap({ marks, whole = true, areas = NOTHING, label, onPick, picked, shown }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('loading');
  const [, moved] = useState(0);
  const title = label ?? t('mapLabel');
  const world = typeof state === 'object' ? state : undefined;

  useEffect(() => {
    let [gone, drawn] = [false, undefined as World | undefined];
    const begin = async () => {
      const [{ canDraw, drawWorld }, { loadCountries }] = await Promise.all([
        import('./draw.ts'),
        import('./borders.ts'),
      ]);
      if (!canDraw()) return 'none';
      const { tiles } = roomSettings();
      const countries = await loadCountries();
      if (gone || !frame.current) return 'loading';
      const onMove = () => moved((count) => count + 1);
      drawn = await drawWorld(frame.current, { countries, onMove, ...(tiles ? { tiles } : {}) });
      if (gone) drawn.remove();
      return drawn;
    };
    void begin().then(
      (next) => !gone && setState(next),
      () => !gone && setState('failed'),
    );
    return () => {
      gone = true;
      drawn?.remove();
    };
    // A map is drawn once; its words follow below.
  }, []);

  useEffect(() => world?.title(title), [world, title]);
  useEffect(() => world?.name((code) => format.country(code)), [world, format]);
  useEffect(() => world?.areas(areas), [world, areas]);
  usePaint(frame, world, (colour) =>
    world?.colour({
      sea: colour('--map-sea'),
      land: colour('--map-land'),
      border: colour('--map-border'),
      label: colour('--map-label'),
      halo: colour('--map-land'),
      area: colour('--p2'),
    }),
  );

  const calm = useRef(true);
  // All of it is in sight until it is all there; from then on nothing moves but by whoever looks at it.
  const [framed, setFramed] = useState(false);
  useEffect(() => {
    if (!world || framed || marks.length === 0) return;
    setFramed(whole);
    world.show(marks, true);
  }, [world, framed, whole, marks]);
  useEffect(() => {
    if (!world || !shown || shown.length === 0) return;
    world.show(shown, matchMedia('(prefers-reduced-motion: reduce)').matches || calm.current);
    calm.current = false;
  }, [world, shown]);

  if (state === 'none' || state === 'failed') {
    return <p className="map-none">{t(state === 'none' ? 'mapNone' : 'mapFailed')}</p>;
  }
  return (
    <div className="map" aria-busy={state === 'loading'}>
      <div ref={frame} className="map-frame" />
      {world ? (
        <>
          <Marks world={world} marks={marks} {...(onPick ? { onPick } : {})} {...(picked ? { picked } : {})} />
          <div className="map-tools">
            <button type="button" aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => world.zoomBy(1)}>
              +
            </button>
            <button type="button" aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => world.zoomBy(-1)}>
              −
            </button>
            <button
              type="button"
              aria-label={t('showAll')}
              title={t('showAll')}
              onClick={() => world.show(marks, false)}
            >
              <span aria-hidden>⤢</span>
            </button>
          </div>
        </>
      ) : (
        <p className="map-wait">{t('loading')}</p>
      )}
      <small className="map-source">
        {roomSettings().tiles ? <bdi>{roomSettings().tiles?.attribution}</bdi> : t('mapBorders')}
      </small>
    </div>
  );
}

const NOTHING: readonly never[] = [];

/** What is pressed: one button a cluster, walked with the arrows, in one stop of the Tab key. */
function Marks({
  world,
  marks,
  onPick,
  picked,
}: {
  world: World;
  marks: readonly Mark[];
  onPick?: (ids: readonly string[]) => void;
  picked?: ReadonlySet<string>;
}) {
  const { t } = useTranslation();
  const group = useRef<HTMLDivElement>(null);
  const zoom = Math.floor(world.zoom());
  const signs = useMemo(() => signsOf(marks, zoom), [marks, zoom]);
  const drawn = signs.flatMap((sign) => {
    const at = world.project(sign.lat, sign.lon);
    return at ? [{ sign, ...at }] : [];
  });
  const [at, setAt] = useState<string>();
  const stop = drawn.some(({ sign }) => sign.key === at) ? at : drawn[0]?.sign.key;

  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(index + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div ref={group} className="map-marks" role="group" aria-label={t('mapMarks')} onKeyDown={walk}>
      {drawn.map(({ sign, x, y }) => {
        const style: CSSProperties = { transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)` };
        return (
          <Sign
            key={sign.key}
            sign={sign}
            style={style}
            stop={sign.key === stop}
            picked={picked !== undefined && sign.ids.some((id) => picked.has(id))}
            onFocus={() => setAt(sign.key)}
            {...(onPick ? { onPress: () => onPick(sign.ids) } : {})}
          />
        );
      })}
    </div>
  );
}

/** Right and left are those of the map, whatever the language reads. */
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

type Sign = Pick<Cluster, 'key' | 'lat' | 'lon' | 'ids' | 'counts'> & {
  kind: Mark['kind'];
  worst?: Priority;
  name?: string;
};

/** Marks of cases are gathered; others stand for themselves, below them. */
function signsOf(marks: readonly Mark[], zoom: number): Sign[] {
  const spots = marks.flatMap(({ id, lat, lon, kind, priority }) =>
    kind === 'case' && priority ? [{ id, lat, lon, priority }] : [],
  );
  const names = new Map(marks.map(({ id, name }) => [id, name]));
  const gathered = clusters(spots, zoom).map((one): Sign => {
    const name = one.ids.length === 1 ? names.get(one.key) : undefined;
    return { ...one, kind: 'case', ...(name ? { name } : {}) };
  });
  const single = marks.flatMap(({ id, lat, lon, kind, counts = {}, priority, name }): Sign[] => {
    if (kind === 'case') return [];
    const worst = priority ?? PRIORITIES.find((each) => counts[each]);
    return [{ key: id, lat, lon, ids: [id], counts, kind, name, ...(worst ? { worst } : {}) }];
  });
  return [...gathered, ...single].sort((a, b) => ((a.worst ?? 'P9') < (b.worst ?? 'P9') ? -1 : 1));
}

function Sign({
  sign,
  style,
  stop,
  picked,
  onFocus,
  onPress,
}: {
  sign: Sign;
  style: CSSProperties;
  stop: boolean;
  picked: boolean;
  onFocus: () => void;
  /** Nothing where a mark leads nowhere: then it is a picture and no button. */
  onPress?: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, counts, worst, name } = sign;
  const many = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shown =
    kind === 'assembly'
      ? '⌂'
      : kind === 'seen'
        ? ''
        : many > 1
          ? format.number(many)
          : worst
            ? format.both(PRIORITY_NAMES[worst].short)
            : '';
  const byPriority = PRIORITIES.flatMap((each) =>
    counts[each] ? [`${format.both(PRIORITY_NAMES[each].short)}: ${format.number(counts[each])}`] : [],
  ).join(format.comma);
  const one = worst ? format.both(PRIORITY_NAMES[worst].short) : '';
  const all = many > 1 ? `${t('onMap', { count: many, n: format.number(many) })} (${byPriority})` : one;
  const told = [name, all].filter(Boolean).join(format.comma);
  const look = {
    className: 'sign',
    'data-kind': kind,
    'data-priority': worst,
    'data-picked': picked || undefined,
    'data-size': many >= 100 ? 'large' : many >= 10 ? 'middle' : undefined,
    style,
    'aria-label': told,
    title: told,
  };
  if (!onPress) {
    return (
      <span role="img" {...look}>
        <span>{shown}</span>
      </span>
    );
  }
  return (
    <button type="button" {...look} tabIndex={stop ? 0 : -1} aria-pressed={picked} onFocus={onFocus} onClick={onPress}>
      <span>{shown}</span>
    </button>
  );
}
