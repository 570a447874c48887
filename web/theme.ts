/**
 * The look that every page shares: Pico's custom properties by their own names (the subset that is used here), five
 * colours for states, and a small classless style sheet. It is inlined, so that a page opens from a file or a bucket
 * without a second request. Dark and light follow the reader's system; colour never says anything alone.
 */

const LIGHT = `color-scheme:light;
--pico-background-color:#fff;--pico-color:#373c44;--pico-h1-color:#2d3138;--pico-muted-color:#646b79;
--pico-muted-border-color:#e7eaf0;--pico-primary:#0172ad;--pico-primary-hover:#015887;
--pico-primary-focus:rgba(2,154,232,.5);--pico-card-background-color:#fbfcfc;
--pico-code-background-color:#f3f5f7;--pico-form-element-border-color:#cfd5e2;
--good:#1a7f4b;--bad:#b3261e;--warn:#8a5300;--busy:#0172ad;--void:#646b79;`;

const DARK = `color-scheme:dark;
--pico-background-color:#13171f;--pico-color:#c2c7d0;--pico-h1-color:#f0f1f3;--pico-muted-color:#8d96a7;
--pico-muted-border-color:#2a3140;--pico-primary:#01aaff;--pico-primary-hover:#79c0ff;
--pico-primary-focus:rgba(1,170,255,.375);--pico-card-background-color:#181c25;
--pico-code-background-color:#1a1f28;--pico-form-element-border-color:#3a4356;
--good:#4cc38a;--bad:#ff8a80;--warn:#f0b429;--busy:#5cb8ff;--void:#8d96a7;`;

const SIZES = `--pico-font-family:system-ui,"Segoe UI",Roboto,Ubuntu,Cantarell,Helvetica,Arial,sans-serif;
--pico-font-family-monospace:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
--pico-line-height:1.5;--pico-spacing:1rem;--pico-border-radius:.25rem;--pico-border-width:.0625rem;`;

/** The custom properties: colours of both schemes, type and spacing. */
export const TOKENS = `:root{${SIZES}${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
@media print{:root{${LIGHT}}}`;

/** Styles for plain elements, focus, narrow screens and paper. */
export const CLASSLESS = `*,::before,::after{box-sizing:border-box}
html{font-family:var(--pico-font-family);line-height:var(--pico-line-height);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--pico-background-color);color:var(--pico-color);overflow-wrap:break-word}
body>header,body>main,body>footer{max-width:64rem;margin-inline:auto;padding:var(--pico-spacing)}
body>header{padding-top:2rem}
body>footer{border-top:var(--pico-border-width) solid var(--pico-muted-border-color);color:var(--pico-muted-color);font-size:.875rem}
h1,h2,h3,h4{color:var(--pico-h1-color);line-height:1.2;margin:0 0 .5rem;text-wrap:balance}
h1{font-size:1.75rem}h2{font-size:1.375rem;margin-top:2.5rem}h3{font-size:1.0625rem}h4{font-size:1rem}
p,ul,ol,dl,table,figure{margin:0 0 var(--pico-spacing)}
small,figcaption,caption{font-size:.875rem;color:var(--pico-muted-color)}
a{color:var(--pico-primary);text-underline-offset:.125em}a:hover{color:var(--pico-primary-hover)}
:focus-visible{outline:.1875rem solid var(--pico-primary-focus);outline-offset:.125rem;border-radius:.125rem}
code,pre,kbd{font-family:var(--pico-font-family-monospace);font-size:.9em;background:var(--pico-code-background-color);border-radius:var(--pico-border-radius);padding:.1em .3em}
pre{padding:.75rem;overflow-x:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:start;padding-bottom:.25rem}
th,td{padding:.5rem .75rem .5rem 0;text-align:start;vertical-align:top;border-bottom:var(--pico-border-width) solid var(--pico-muted-border-color)}
thead th{color:var(--pico-muted-color);font-weight:600;border-bottom-width:.125rem}
summary{cursor:pointer;color:var(--pico-primary)}
details{margin:0 0 var(--pico-spacing)}
article{background:var(--pico-card-background-color);border:var(--pico-border-width) solid var(--pico-muted-border-color);border-radius:.5rem;padding:var(--pico-spacing);margin:0 0 var(--pico-spacing)}
article>:last-child{margin-bottom:0}
.scroll{overflow-x:auto}
.skip{position:absolute;inset-inline-start:-100vw}.skip:focus{position:static}
@media print{body>header,body>main,body>footer{max-width:none;padding-inline:0}article,tr,li{break-inside:avoid}h2,h3{break-after:avoid}article{background:none}nav,.skip{display:none}details::details-content{content-visibility:visible;block-size:auto}}`;

/** Both, to stand in the one \`<style>\` of a page. */
export const THEME = `${TOKENS}\n${CLASSLESS}`;
