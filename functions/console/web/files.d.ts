declare module '*.css';
/** Where the file lies, beside the scripts (infra/build-web.ts). */
declare module '*?url' {
  const path: string;
  export default path;
}
