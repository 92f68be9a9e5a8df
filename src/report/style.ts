import { type Palette, palettes } from './palette.js';

/** The style sheet of a report: light and dark by the reader's setting, always light on paper. */
export function styleSheet(): string {
  return `:root{color-scheme:light dark;${variables(palettes.light)}}
@media screen and (prefers-color-scheme:dark){:root{${variables(palettes.dark)}}}
${rampRules()}
${rules}`;
}

function variables({ ramp, ...colours }: Palette): string {
  const named = Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`);
  return [...named, ...ramp.map((colour, step) => `--ramp${step}:${colour}`)].join(';');
}

function rampRules(): string {
  return palettes.light.ramp
    .map(
      (_, step) =>
        `.ramp${step}{fill:var(--ramp${step})}.on${step}{fill:var(--${step < 4 ? 'ink' : 'onDark'})}.edge${step}{stroke:var(--${step < 4 ? 'ink' : 'onDark'})}`,
    )
    .join('');
}

const rules = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,"PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:anywhere}
main,header,footer{max-width:1008px;margin:0 auto;padding:0 24px}
h1,h2,.lead,.big{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,"Noto Serif","Liberation Serif","Songti SC",SimSun,serif;font-weight:400;letter-spacing:-.005em}
header{padding-top:64px}
h1{font-size:46px;line-height:1.1;margin:0 0 12px;overflow-wrap:anywhere}
.eyebrow{margin:0 0 14px;color:var(--muted);font-size:13px;letter-spacing:.09em;text-transform:uppercase}
.standfirst{max-width:44em;margin:0;color:var(--muted)}
nav{margin:28px 0 0;padding:10px 0;border-block:1px solid var(--rule);font-size:14px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 22px;list-style:none;margin:0;padding:0}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
.skip{position:absolute;left:-999px}.skip:focus{left:24px;top:12px}
section{padding:52px 0 0}
h2{font-size:29px;line-height:1.2;margin:0 0 6px}
h3{font-size:15px;line-height:1.4;font-weight:600;margin:0}
.lead{font-size:20px;line-height:1.45;margin:0 0 22px;max-width:36em;color:var(--ink)}
.note,figcaption{color:var(--muted);font-size:13.5px;max-width:62em}
.note{margin:14px 0 0}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(225px,1fr));gap:30px 28px;margin:26px 0 0;padding:0}
.figure{border-top:2px solid var(--ink);padding-top:10px}
.figure dt{font-size:14px;color:var(--muted)}
.figure dd{margin:0;font-size:13px;color:var(--muted)}
.figure .big{font-size:35px;line-height:1.2;color:var(--ink);margin:0 0 6px}
.up{color:var(--good);font-weight:600}.down{color:var(--bad);font-weight:600}.level{font-weight:600}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:32px}
figure{margin:26px 0 0;min-width:0}.pair figure{margin-top:10px}.pair+.pair{margin-top:26px}
figcaption{margin:0 0 10px}figcaption h3{color:var(--ink)}
.scroll{overflow-x:auto;overflow-y:hidden}
svg{display:block;width:100%;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
svg.half{min-width:400px}svg.full{min-width:680px}
svg text{fill:var(--muted)}svg .strong{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}svg .plain{fill:var(--ink)}
.hair{stroke:var(--rule);stroke-width:1;shape-rendering:crispEdges}.base{stroke:var(--ink);stroke-width:1;shape-rendering:crispEdges}
.accent{fill:var(--accent)}.second{fill:var(--second)}.soft{fill:var(--soft)}
.link{fill:none;stroke:var(--accent);opacity:.55}.faded{opacity:.5}
.line{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.dash{fill:none;stroke:var(--muted);stroke-dasharray:2 4}
.area{fill:var(--accent);opacity:.12}.dot{fill:var(--accent);stroke:var(--paper);stroke-width:2}
.pin{stroke:var(--second);stroke-width:1;stroke-dasharray:3 3}.pindot{fill:var(--second);stroke:var(--paper);stroke-width:2}
svg text.on0,svg text.on1,svg text.on2,svg text.on3{fill:var(--ink)}svg text.on4,svg text.on5,svg text.on6{fill:var(--onDark)}
.open{fill:none;stroke-dasharray:2 2}
details{margin:10px 0 0;font-size:14px}
summary{cursor:pointer;color:var(--accent);font-size:13.5px;width:fit-content}
table{border-collapse:collapse;margin:12px 0 0;font-size:13.5px;line-height:1.4}
table.wide{width:100%;margin-top:0}
caption{text-align:left;color:var(--muted);padding:0 0 6px}
th,td{padding:5px 14px 5px 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;overflow-wrap:break-word;max-width:34em}
thead th{color:var(--muted);font-weight:500;border-bottom-color:var(--ink);vertical-align:bottom;overflow-wrap:normal}
tbody th{font-weight:500}
.number{text-align:right;overflow-wrap:normal}td.number{white-space:nowrap}th:last-child,td:last-child{padding-right:0}
.words{white-space:pre-wrap}
footer{margin-top:64px;padding-top:16px;padding-bottom:56px;color:var(--muted);font-size:13px}
footer dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;margin:0;padding-top:14px;border-top:1px solid var(--rule)}
footer dd{margin:0;overflow-wrap:anywhere}
@media (max-width:600px){main,header,footer{padding-left:16px;padding-right:16px}header{padding-top:36px}h1{font-size:34px}h2{font-size:25px}.lead{font-size:18px}section{padding-top:40px}.figures{grid-template-columns:repeat(2,minmax(0,1fr));gap:22px 16px}.figure .big{font-size:clamp(19px,6vw,26px)}table.wide :is(td,tbody th):not(.number){min-width:8em}}
@page{margin:16mm 15mm}
@media print{body{font-size:10.5pt;background:#fff}main,header,footer{max-width:none;padding:0}header{padding-top:0}nav,.skip,summary,details:not([open]){display:none}section{padding-top:26pt}h1{font-size:30pt}h2{font-size:19pt}.lead{font-size:13pt}h2,.lead,figcaption{break-after:avoid}figure,.figure,.pair,.lead,tr{break-inside:avoid}.pair{grid-template-columns:1fr 1fr;gap:18pt}.figures{grid-template-columns:repeat(3,1fr);gap:16pt}.figure .big{font-size:21pt}svg.half,svg.full{min-width:0}svg.full{font-size:14px}table{font-size:8.5pt}th,td{padding-right:7px}svg,.figure{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit}.scroll{overflow:visible}}`;
