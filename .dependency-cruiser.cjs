/** The import rule: imports run one way (see docs/decisions.md and CONTRIBUTING). */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'leaves-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^(protocol|device-config|content)/' },
      to: {
        path: '^(protocol|device-config|content|firmware-bridge|kiosk-ui|headquarters|tests)/',
        pathNot: '^$1/',
      },
    },
    {
      name: 'kiosk-and-headquarters-never-import-the-bridge',
      severity: 'error',
      from: { path: '^(kiosk-ui|headquarters)/' },
      to: { path: '^firmware-bridge/' },
    },
    {
      name: 'bridge-imports-leaves-only',
      severity: 'error',
      from: { path: '^firmware-bridge/' },
      to: { path: '^(kiosk-ui|headquarters|tests)/' },
    },
    {
      name: 'kiosk-does-not-import-headquarters',
      severity: 'error',
      from: { path: '^kiosk-ui/' },
      to: { path: '^headquarters/' },
    },
    {
      name: 'headquarters-does-not-import-kiosk',
      severity: 'error',
      from: { path: '^headquarters/' },
      to: { path: '^kiosk-ui/' },
    },
    {
      name: 'edges-do-not-import-each-other',
      severity: 'error',
      from: { path: '^firmware-bridge/(board|store|sync|carry|kiosk-server)/' },
      to: {
        path: '^firmware-bridge/(board|store|sync|carry|kiosk-server)/',
        pathNot: '^firmware-bridge/$1/',
      },
    },
    {
      name: 'pure-rooms-touch-no-edge',
      severity: 'error',
      comment:
        'visits, sessions, lights, things, alarm-rig, house, schedule, crew and departure decide; they must not reach hardware, disk or network',
      from: {
        path: '^firmware-bridge/(visits|sessions|lights|things|alarm-rig|house|schedule|crew|departure)/',
      },
      to: {
        path: '^firmware-bridge/(board|store|sync|carry|kiosk-server)/|^(node:)?(fs|net|http|child_process|worker_threads)$',
      },
    },
    {
      name: 'only-exhibit-bus-joins',
      severity: 'error',
      comment: 'the rooms do not reach up to the files that join them',
      from: { path: '^firmware-bridge/[^/]+/', pathNot: '^firmware-bridge/rehearsal/' },
      to: {
        path: '^firmware-bridge/(exhibit-bus|exhibit-bus-parts|bus-for-[a-z]+|passing-time|main|crew-command)\\.ts$',
      },
    },
    {
      name: 'crowd-judges-for-itself',
      severity: 'error',
      comment: 'what the crowd of a rehearsal holds true must not rest on the rules that it is compared with',
      from: { path: '^firmware-bridge/rehearsal/crowd/' },
      to: {
        path: '^firmware-bridge/(sessions|things|alarm-rig|visits|board)/|^content/(kinds/.*rules?|learning-rule|draw)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: {
        path: '^(protocol|device-config|content|firmware-bridge|headquarters)/',
        pathNot: '(vite\\.config\\.ts$|/console/)',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // What we import of each other resolves to dist: seen, so that the rules can judge it, but not followed further.
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'svelte'],
    },
  },
};
