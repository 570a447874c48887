// The validator takes seconds per synth; `npm run validate` runs it once, as a gate.
process.env.CDK_VALIDATION = 'false';
