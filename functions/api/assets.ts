import { documents } from '../../shared/http/openapi-build.ts';

/** Run by the build: the OpenAPI document and the readable page lie beside the bundle, outside the code that Lambda loads. */
export const assets = documents;
