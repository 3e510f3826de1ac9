/// The second half of the page: findings, load, time, and what all of it rests on.
extension HTMLTemplate {
    static let findings = """
        {{#findings}}
        <section id="findings" aria-labelledby="findings-title">
        <h2 id="findings-title">Findings</h2>
        <div class="card">
        <p><strong>{{counts}}</strong>{{#changed}} · {{.}}{{/changed}}{{#suppressed}} <span class="soft">{{.}}</span>{{/suppressed}}</p>
        <div id="findings-app" class="app" hidden></div>
        <div id="findings-static">
        {{#hasRows}}
        <div class="scroll" role="region" aria-label="Table of findings" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Severity</th><th scope="col">Finding</th><th scope="col">Rule</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><td><span class="pill {{class}}">{{severity}}</span></td><th scope="row">{{message}}\
        {{#place}}<br><code>{{.}}</code>{{/place}}</th><td><code>{{rule}}</code> <span class="soft small">{{tool}}</span></td></tr>
        {{/rows}}
        </tbody></table></div>
        {{/hasRows}}
        {{#moreRows}}<p class="soft small">{{.}}</p>{{/moreRows}}
        </div>
        {{#scans}}<p class="soft small">scanned by {{.}}</p>{{/scans}}
        </div>
        </section>
        {{/findings}}

        """

    static let performance = """
        {{#performance}}
        <section id="performance" aria-labelledby="performance-title">
        <h2 id="performance-title">Performance</h2>
        <div class="card scroll" role="region" aria-label="Load tests" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Series</th><th scope="col" class="num">Requests</th><th scope="col">Errors</th>\
        <th scope="col">Rate</th><th scope="col">Latency, from the lowest mark to the highest</th><th scope="col">Report</th></tr></thead>
        <tbody>
        {{#loads}}
        <tr><th scope="row">{{name}}</th><td class="num" data-name="requests">{{requests}}</td>\
        <td data-name="errors">{{errors}}</td><td data-name="rate">{{rate}}</td><td data-name="latency">{{{scale}}}<span class="small">{{latencies}}</span>\
        {{#hasBins}}<details class="rest"><summary>Distribution</summary>{{{bins}}}<table><thead><tr><th scope="col">Latency</th><th scope="col" class="num">Requests</th></tr></thead>\
        <tbody>{{#binRows}}<tr><td>{{range}}</td><td class="num">{{count}}</td></tr>{{/binRows}}</tbody></table></details>{{/hasBins}}</td>\
        <td data-name="report"><span class="soft small">{{report}}</span></td></tr>
        {{/loads}}
        </tbody></table>
        {{#hasCompared}}<h3>Against the baseline</h3><ul class="list small">{{#compared}}<li>{{.}}</li>{{/compared}}</ul>{{/hasCompared}}
        </div>
        </section>
        {{/performance}}

        """

    static let timeline = """
        {{#timeline}}
        <section id="timeline" aria-labelledby="timeline-title">
        <h2 id="timeline-title">Timeline</h2>
        <div class="card">
        {{#words}}<p>{{.}}</p>{{/words}}
        <div class="scroll" role="region" aria-label="Steps over time" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Step</th><th scope="col">Outcome</th><th scope="col">When</th><th scope="col" class="num">Took</th>\
        <th scope="col" class="num">CPU</th><th scope="col">Detail and log</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row">{{name}}{{#critical}} <span class="pill none">critical path</span>{{/critical}}<br>\
        <span class="soft small">{{stage}} · {{kind}}{{#component}} · {{.}}{{/component}}</span></th><td><span class="pill {{class}}">{{status}}</span></td>\
        <td><svg class="line wide" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        {{#bars}}<rect class="{{style}}" x="{{left}}" width="{{width}}" height="1"/>{{/bars}}</svg></td><td class="num" data-name="took">{{time}}</td>\
        <td class="num" data-name="CPU">{{cpu}}</td>\
        <td>{{#hasDetail}}{{#detail}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/detail}}<br>{{/hasDetail}}{{#log}}<code>{{.}}</code>{{/log}}\
        {{#output}}<pre>{{.}}</pre>{{/output}}</td></tr>
        {{/rows}}
        </tbody></table></div>
        </div>
        </section>
        {{/timeline}}

        """

    static let files = """
        {{#hasFiles}}
        <section id="evidence" aria-labelledby="evidence-title">
        <h2 id="evidence-title">Evidence: the reports read</h2>
        <div class="card scroll" role="region" aria-label="Table of report files" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">File</th><th scope="col">Status</th><th scope="col">Format</th>\
        <th scope="col" class="num">Size</th><th scope="col">Step</th><th scope="col">Remarks</th></tr></thead>
        <tbody>
        {{#files}}
        <tr><th scope="row"><code>{{path}}</code></th><td><span class="pill {{class}}">{{status}}</span></td>\
        <td data-name="format">{{format}}{{#tool}} <span class="soft small">{{.}}</span>{{/tool}}</td>\
        <td class="num" data-name="size">{{size}}</td><td data-name="step">{{#step}}{{.}}{{/step}}{{^step}}—{{/step}}</td>\
        <td>{{#messages}}<div>{{.}}</div>{{/messages}}{{#moreMessages}}<div class="soft">{{.}}</div>{{/moreMessages}}</td></tr>
        {{/files}}
        </tbody></table></div>
        </section>
        {{/hasFiles}}

        """

    static let facts = """
        {{#hasFacts}}
        <section id="run" aria-labelledby="run-title">
        <h2 id="run-title">Environment</h2>
        <dl class="card">
        {{#facts}}
        <dt>{{name}}</dt><dd>{{value}}</dd>
        {{/facts}}
        </dl>
        </section>
        {{/hasFacts}}

        """

    static let foot = """
        </main>
        <footer><div class="wrap">Assay: green means measured.</div></footer>
        </body>
        </html>

        """
}
