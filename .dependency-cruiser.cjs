/** The architecture as rules (design.md §10.2): who may know whom. `npm run check` enforces them. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle of imports, of types too, cannot be understood one piece at a time.',
      severity: 'error',
      from: { path: '^(shared|functions)/' },
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment: 'The rules of the room know only the rules of the room: no packages, no Node, no storage, no HTTP.',
      severity: 'error',
      from: { path: '^shared/(case|clocks|triage)/' },
      to: { pathNot: '^shared/(case|clocks|triage|channels/types)' },
    },
    {
      name: 'shared-knows-no-outside',
      comment: 'shared/ is used by functions, infra and tests, never the other way round.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|tests)/' },
    },
    {
      name: 'functions-stand-alone',
      comment: 'One function does not import another: what two need is in shared/.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/([^/]+)/', pathNot: '^functions/$1/' },
    },
    {
      name: 'functions-know-no-infra',
      comment: 'What is deployed does not know how it is deployed.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|tests)/' },
    },
    {
      name: 'runner-knows-no-rules',
      comment: 'The local runner reads the template; it knows nothing of cases.',
      severity: 'error',
      from: { path: '^infra/local/', pathNot: '^infra/local/(seed|simulators/)' },
      to: { path: '^(shared/(case|triage|clocks|escalation|agency|ledger)|functions)/' },
    },
    {
      name: 'no-dev-packages-in-functions',
      comment: 'A bundle holds only what package.json calls a dependency.',
      severity: 'error',
      from: { path: '^(shared|functions)/', pathNot: '^shared/http/openapi' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Its parser does not read JSX; screens are held by "types only" imports and by the size of the first script.
    exclude: { path: '\\.tsx$' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
