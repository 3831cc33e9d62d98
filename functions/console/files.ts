import { existsSync, readFileSync } from 'node:fs';

/** What the build wrote beside the bundle for browsers. */
export interface Files {
  manifest: { script: string; style: string; preload: string[] };
  /** Bytes of a built file, compressed as the browser likes best; nothing where there is no such file. */
  read(name: string, accepts: string): { bytes: Uint8Array<ArrayBuffer>; encoding?: 'br' | 'gzip' } | undefined;
}

/** Names the build gives: nothing that could lead out of the folder. */
const NAME = /^[\w-]+(\.[\w-]+)*$/;

export function filesBeside(moduleUrl: string): Files {
  const at = (path: string) => new URL(`./${path}`, moduleUrl);
  return {
    manifest: JSON.parse(readFileSync(at('manifest.json'), 'utf8')) as Files['manifest'],
    read(name, accepts) {
      if (!NAME.test(name) || !existsSync(at(`assets/${name}`))) return undefined;
      if (/\bbr\b/.test(accepts)) return { bytes: bytesOf(at(`assets/${name}.br`)), encoding: 'br' };
      if (/\bgzip\b/.test(accepts)) return { bytes: bytesOf(at(`assets/${name}.gz`)), encoding: 'gzip' };
      return { bytes: bytesOf(at(`assets/${name}`)) };
    },
  };
}

function bytesOf(url: URL): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(url));
}
