import Reports

/// The style sheet: that of the reports, and what the dashboard has besides.
package enum DashboardStyle {
    package static let sheet =
        PageLook.sheet + "\n"
            + """
            .top a.brand{color:inherit;text-decoration:none}.top nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
            .choose{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1rem 0 0}
            .choose label{display:grid;gap:.15rem;min-width:0}
            .choose input,.choose select,.choose button{font:inherit;font-size:.9rem;padding:.3rem .6rem;border:1px solid var(--line);\
            border-radius:6px;background:var(--card);color:inherit;max-width:100%;min-height:2.2rem}
            .choose button{background:var(--sink);font-weight:600}
            .gates.tiles-4{grid-template-columns:repeat(4,minmax(0,1fr))}.gates.tiles-3{grid-template-columns:repeat(3,minmax(0,1fr))}
            .gates .plain{height:100%;background:var(--card);border:1px solid var(--line);border-top:.25rem solid var(--none-bar);\
            border-radius:8px;padding:.6rem .75rem}
            .figure .pill{font-size:.9375rem}
            .trend{margin:0 0 .75rem}.trend svg{display:block;width:100%;height:8rem}
            .plot{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.5rem}
            .scale{min-width:4rem;display:flex;flex-direction:column;justify-content:space-between;text-align:right;font-variant-numeric:tabular-nums}
            .trend polyline{fill:none;stroke:var(--link);stroke-width:2;vector-effect:non-scaling-stroke}
            .trend .now{stroke:var(--link);stroke-width:8;stroke-linecap:round;vector-effect:non-scaling-stroke}.trend .change-point{stroke:var(--warn-bar);stroke-width:2;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
            .trend .mark{stroke:var(--good-bar);stroke-width:2;vector-effect:non-scaling-stroke}
            .hero,.choose{margin-bottom:1rem}.ways{margin:1rem 0}.hero .soft{margin-top:.3rem}
            .card.list{padding-left:2.1rem}summary{cursor:pointer;padding:.3rem 0}
            section>h2{margin-top:1.5rem}tbody th{min-width:9rem}
            .top nav.own{margin-left:auto}form.choose.card{padding:.75rem}
            @media (min-width:60rem){td{overflow-wrap:break-word}td code{overflow-wrap:anywhere}}
            @media (max-width:60rem){.gates.tiles-4{grid-template-columns:repeat(2,minmax(0,1fr))}}
            @media (max-width:34rem){.choose label{flex:1 1 100%;grid-template-columns:minmax(0,1fr)}.figure{white-space:normal;font-size:1.1rem}.spark{display:none}}
            """
}
