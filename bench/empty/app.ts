import { App, Stack } from 'aws-cdk-lib';

/** The floor: what a CDK app costs that makes nothing. */
const app = new App();
new Stack(app, 'empty');
app.synth();
