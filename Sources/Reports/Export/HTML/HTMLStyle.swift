/// The page's style sheet: two colour schemes, one column on a phone, ink-saving on paper.
enum HTMLStyle {
    static let sheet = """
        :root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;\
        --sink:#f0f2f5;--good:#116329;--good-bg:#dafbe1;--good-bar:#2da44e;--bad:#a40e26;--bad-bg:#ffebe9;\
        --bad-bar:#cf222e;--warn:#7d4e00;--warn-bg:#fff3c4;--warn-bar:#bf8700;--open:#5e3bb8;--open-bg:#f0e9ff;\
        --open-bar:#8250df;--pass:#0072b2;--fail:#d55e00;--flaky:#e69f00;--none:#57606a;--none-bg:#eaeef2;--none-bar:#8c959f;--link:#0550ae}
        @media (prefers-color-scheme:dark){:root{--page:#0d1117;--card:#161b22;--ink:#e6edf3;--soft:#9da7b3;\
        --line:#30363d;--sink:#1f262e;--good:#7ee2a0;--good-bg:#12361f;--good-bar:#2ea043;--bad:#ffb3ad;\
        --bad-bg:#4a1519;--bad-bar:#f85149;--warn:#f2cc60;--warn-bg:#3b2d05;--warn-bar:#d29922;--open:#d2b8ff;\
        --open-bg:#2f2150;--open-bar:#a371f7;--pass:#56b4e9;--fail:#ff8a4c;--flaky:#f0c04a;--none:#b1bac4;--none-bg:#2b323b;--none-bar:#6e7681;--link:#79c0ff}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",\
        Roboto,"Helvetica Neue","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
        .wrap{max-width:72rem;margin:0 auto;padding:0 1rem}
        .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem}
        .top{border-bottom:1px solid var(--line);background:var(--card);position:sticky;top:0;z-index:5}section{scroll-margin-top:3rem}
        .top .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;padding:.7rem 1rem}
        .brand{font-weight:700}.top nav{margin-left:auto;display:flex;flex-wrap:wrap;gap:0 1rem;font-size:.9rem}
        .soft{color:var(--soft)}.small{font-size:.875rem}
        h1,h2,h3,h4,p,ul,ol{margin:0}
        h1{font-size:1.35rem;line-height:1.3}h2{font-size:1.15rem;margin:2rem 0 .75rem}
        h3,h4{font-size:1rem;display:inline}
        code,pre,.num{font-variant-numeric:tabular-nums}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
        code{background:var(--sink);border-radius:4px;padding:.1em .35em}
        pre{background:var(--sink);border-radius:6px;padding:.75rem;margin:.5rem 0 0;white-space:pre-wrap;\
        max-height:24rem;overflow:auto}
        .pill{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.8125rem;font-weight:650;\
        white-space:nowrap;color:var(--none);background:var(--none-bg)}
        .pill.good{color:var(--good);background:var(--good-bg)}.pill.bad{color:var(--bad);background:var(--bad-bg)}
        .pill.warn{color:var(--warn);background:var(--warn-bg)}.pill.open{color:var(--open);background:var(--open-bg)}
        .hero{background:var(--card);border:1px solid var(--line);border-left:.5rem solid var(--none-bar);\
        border-radius:10px;padding:1.1rem 1.25rem;margin-top:1.25rem}
        .hero.good{border-left-color:var(--good-bar)}.hero.bad{border-left-color:var(--bad-bar)}
        .hero.warn{border-left-color:var(--warn-bar)}.hero.open{border-left-color:var(--open-bar)}
        .hero .word{display:inline-block;font-size:1.9rem;line-height:1.1;font-weight:800;letter-spacing:.02em;\
        text-transform:uppercase;margin-right:.6rem}
        .hero.good .word{color:var(--good)}.hero.bad .word{color:var(--bad)}
        .hero.warn .word{color:var(--warn)}.hero.open .word{color:var(--open)}
        .hero h2{margin:.8rem 0 .35rem;font-size:.8125rem;text-transform:uppercase;letter-spacing:.06em;\
        color:var(--soft)}
        .why{list-style:none;padding:0;display:grid;gap:.4rem;font-size:.9375rem}
        .why li{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem .75rem;align-items:baseline}
        .why .pill{justify-self:start}
        .cols{display:grid;gap:.5rem 1.5rem}.cols>*{min-width:0}
        @media (min-width:64rem){.cols{grid-template-columns:repeat(2,minmax(0,1fr))}.cols>:only-child{grid-column:1/-1}}
        .why .found{display:block}.figures{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;margin-top:.35rem}
        .number{color:var(--ink);font-variant-numeric:tabular-nums}
        .broken{list-style:none;padding:0;display:grid;gap:.6rem}.broken-test{margin-top:.15rem}
        .card.todo{padding-left:2.6rem;display:grid;gap:.7rem}
        .purpose{padding:.1rem 1.1rem .5rem}.rest>summary{padding:.25rem 0;color:var(--link)}
        .shot{max-width:100%;max-height:30rem;border:1px solid var(--line);border-radius:6px;margin-top:.3rem}
        .copy{margin-left:.2rem}.close{float:right}.try{display:block;margin-top:.6rem}
        .line-of{display:flex;gap:.5rem;align-items:center;justify-content:space-between}.spark{width:3.4rem;flex:0 1 auto;min-width:2rem}\
        .about{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}.spark polyline{fill:none;stroke:var(--link);stroke-width:1.5}.spark circle{fill:var(--link)}
        .strip{vertical-align:middle}.strip .p{fill:var(--pass)}.strip .f{fill:var(--fail)}.strip .k{fill:var(--flaky)}.strip .s,.strip .n{fill:var(--none-bar)}
        .marks{display:block;width:100%;min-width:9rem;height:14px}.marks .span{fill:var(--line)}.marks .tick{fill:var(--link)}
        .bins{display:block;width:100%;height:5rem;background:var(--sink);margin:.4rem 0}.bins rect{fill:var(--link)}
        .source{padding:.5rem 0;white-space:pre;overflow:auto;max-height:34rem}.source .l{display:block;padding:0 .75rem;min-width:max-content}
        .source .hit{background:var(--good-bg)}.source .miss{background:var(--bad-bg)}.source .new{border-left:.2rem solid var(--link)}
        table.grid{width:auto}table.grid th,table.grid td{padding:.25rem .6rem .25rem 0;white-space:nowrap}\
        table.grid tbody th{min-width:0;overflow-wrap:normal}
        .next{background:var(--sink);border-radius:6px;padding:.6rem .8rem}
        .next code{background:var(--card);border:1px solid var(--line);user-select:all}
        .banner{background:var(--warn-bg);color:var(--warn);border-radius:8px;padding:.6rem .9rem;margin-top:1rem;\
        font-weight:600}
        .gates{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:.6rem;margin:.9rem 0;\
        padding:0;list-style:none}
        .gates a{display:block;height:100%;background:var(--card);border:1px solid var(--line);\
        border-top:.25rem solid var(--none-bar);border-radius:8px;padding:.6rem .75rem;color:inherit;\
        text-decoration:none}
        .gates a.good{border-top-color:var(--good-bar)}.gates a.bad{border-top-color:var(--bad-bar)}
        .gates a.warn{border-top-color:var(--warn-bar)}.gates a.open{border-top-color:var(--open-bar)}
        .gates a:hover strong{text-decoration:underline}.gates strong,.held{display:block}.held{margin-top:.2rem}
        .gates .absent{height:100%;border:1px dashed var(--line);border-radius:8px;padding:.6rem .75rem;color:var(--soft)}
        .gates .small{font-size:.8125rem}.figure{display:block;font-size:1.3rem;line-height:1.3;white-space:nowrap;font-weight:700;font-variant-numeric:tabular-nums;margin-top:.2rem}
        .change.better{color:var(--good)}.change.worse{color:var(--bad)}
        .card,details.gate{background:var(--card);border:1px solid var(--line);border-radius:10px;\
        margin-bottom:.75rem}
        .card{padding:1rem 1.1rem}
        summary{cursor:pointer;padding:.65rem 1.1rem;border-radius:10px}
        summary:hover{background:var(--sink)}
        details.gate>summary .soft{margin-left:.5rem}
        details.criterion{border-top:1px solid var(--line)}
        details.criterion>summary{border-radius:0}
        details.criterion .found{display:block;margin:.1rem 0 0 1.1rem}
        .inside{padding:.1rem 1.1rem 1rem 2.2rem;display:grid;gap:.7rem;min-width:0}
        .inside h5{margin:0 0 .2rem;font-size:.8125rem;color:var(--soft);font-weight:600}
        .fix{border-left:.25rem solid var(--link);padding:.3rem .8rem;background:var(--sink);\
        border-radius:0 6px 6px 0}
        .list{padding-left:1.1rem}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line)}
        thead th{color:var(--soft);font-weight:600;font-size:.8125rem;white-space:nowrap}
        tbody th{font-weight:500;min-width:11.5rem}tbody tr:last-child>*{border-bottom:0}
        td.num,th.num{text-align:right;white-space:nowrap;padding-right:1.4rem}
        .line{position:relative;display:block;height:.7rem;min-width:8rem;background:var(--sink);border-radius:3px;\
        overflow:hidden;margin-top:.4rem}.line.share{background:var(--bad-bg)}
        .line rect{fill:var(--none-bar)}.line rect.good{fill:var(--good-bar)}.line rect.critical{fill:var(--link)}.line rect.bad.critical{fill:var(--bad-bar)}.line rect.bad{fill:var(--bad-bar)}
        svg.line{width:100%}svg.wide{min-width:14rem}
        .app{margin:.6rem 0}.find{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}
        .find input{flex:1 1 14rem;min-width:0;font:inherit;padding:.35rem .6rem;border:1px solid var(--line);\
        border-radius:6px;background:var(--page);color:inherit}
        .chips{display:flex;flex-wrap:wrap;gap:.35rem;margin:.5rem 0}
        button{font:inherit;font-size:.8125rem;border:1px solid var(--line);border-radius:999px;background:var(--sink);\
        color:inherit;padding:.1rem .7rem;cursor:pointer}
        .g{border:1px solid var(--line);border-radius:8px;overflow-x:hidden;overflow-y:auto;height:min(26rem,60vh)}
        .g-space{position:relative;min-height:1px}
        .g-row{display:grid;grid-template-columns:6.5rem minmax(0,3fr) minmax(0,2fr) 7rem;height:30px;align-items:center;\
        gap:.6rem;padding:0 .6rem;font-size:.875rem;border-bottom:1px solid var(--line)}
        .g-of-5 .g-row{grid-template-columns:6.5rem minmax(0,3fr) minmax(0,2fr) 7rem 6rem}.g-none{min-height:1px}
        .g-row>div{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .g-space>.g-row{position:absolute;left:0;right:0;cursor:pointer}.g-space>.g-row:hover,.g-at{background:var(--sink)}
        .g:focus-visible .g-at{outline:2px solid var(--link);outline-offset:-2px}
        .g-head{background:var(--sink);font-weight:600;position:sticky;top:0;z-index:1}.g-head button{border:0;background:none;padding:0;font-weight:600}
        .g-head [aria-sort=ascending] button::after{content:" ▲"}.g-head [aria-sort=descending] button::after{content:" ▼"}
        .g-num{text-align:right;font-variant-numeric:tabular-nums}.g-side,.g-rule{color:var(--soft)}
        .pane:not(:empty){border:1px solid var(--line);border-radius:8px;padding:.7rem .9rem;margin-top:.6rem}
        .a-bold{font-weight:700}.a-c1{color:var(--bad)}.a-c2{color:var(--good)}.a-c3{color:var(--warn)}.a-c4,.a-c6{color:var(--link)}\
        .a-c5{color:var(--open)}.a-c0,.a-c7{color:var(--soft)}
        .counts{display:flex;flex-wrap:wrap;gap:.4rem .5rem;align-items:center;margin-bottom:.6rem}
        .test{border-top:1px solid var(--line);padding:.7rem 0}.test:last-child{padding-bottom:0}
        .totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.5rem 1.5rem;\
        margin-bottom:.9rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:0}
        dt{color:var(--soft)}dd{margin:0}
        footer{color:var(--soft);font-size:.875rem;padding:1rem 0 2.5rem}
        @media (max-width:34rem){.why li{grid-template-columns:1fr}.inside{padding-left:1.1rem}\
        .hero{padding:.9rem}.hero .word{font-size:1.6rem;display:block}summary{padding:.65rem .8rem}\
        .top nav{margin-left:0}dl{grid-template-columns:1fr;gap:0}\
        dd{margin-bottom:.4rem}
        table.stack thead{position:absolute;left:-999rem}table.stack,table.stack tbody{display:block}\
        table.stack tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}\
        table.stack tr:last-child{border-bottom:0}\
        table.stack th,table.stack td{display:block;border:0;padding:.1rem 0;text-align:left;white-space:normal}\
        table.stack td.nil,table.stack td:empty{display:none}table.stack td[data-name]::before{content:attr(data-name) ": ";color:var(--soft);font-size:.8125rem}}
        @media (max-width:60rem){.gates{grid-template-columns:repeat(3,minmax(0,1fr))}}
        @media (max-width:34rem){.top{position:static}section{scroll-margin-top:0}.gates{grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem}.g-row,.g-of-5 .g-row{grid-template-columns:5.2rem 1fr}.g-side,.g-num,.g-rule,.g-past{display:none}}
        @media print{.app,.copy{display:none}[id$=-static]{display:block!important}body{background:#fff;font-size:10pt}.top nav,.skip{display:none}\
        .hero,tr,li,.test,.fix{break-inside:avoid}\
        h2,summary,thead{break-after:avoid}table{font-size:8.5pt}tbody th{min-width:6rem}pre{max-height:none}\
        details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}\
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        """
}
