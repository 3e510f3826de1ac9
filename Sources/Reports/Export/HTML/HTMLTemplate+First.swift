/// What stands below the verdict: the six gates, what to do, and the components.
extension HTMLTemplate {
    static let tiles = """
        {{#hasTiles}}
        <ul class="gates" aria-label="Gates">
        {{#tiles}}
        <li>{{#isThere}}<a class="{{class}}" href="#{{id}}"><strong>{{title}}</strong> <span class="pill {{class}}">{{word}}</span>\
        <span class="line-of">{{#actual}}<span class="figure">{{.}}</span>{{/actual}} {{{spark}}}</span>\
        {{#asked}}<span class="small held">asked <code>{{.}}</code></span>{{/asked}}\
        {{#change}}<span class="small held change {{trend}}"><span aria-hidden="true">{{sign}}</span> {{.}}{{#basis}} <span class="soft">{{.}}</span>{{/basis}}</span>{{/change}}\
        {{#criterion}}<span class="soft small held about">{{.}}{{#cell}}: {{.}}{{/cell}}</span>{{/criterion}}\
        <span class="soft small held">{{tally}}{{#advisory}}, advisory{{/advisory}}</span></a>{{/isThere}}\
        {{^isThere}}<div class="absent"><strong>{{title}}</strong> <span class="soft small held">the project asks nothing here</span></div>{{/isThere}}</li>
        {{/tiles}}
        </ul>
        {{/hasTiles}}

        """

    static let past = """
        {{#past}}
        <details class="card past"><summary>Since the last run{{#lists}} <span class="pill none">{{number}} {{name}}</span>{{/lists}}</summary>
        {{#lists}}
        <h3>{{name}}</h3>
        <ul class="list small">{{#rows}}<li>{{subject}}{{#detail}} <span class="soft">{{.}}</span>{{/detail}}</li>{{/rows}}</ul>
        {{#more}}<p class="soft small">{{.}}</p>{{/more}}
        {{/lists}}
        {{#remarks}}<p class="soft small">{{.}}</p>{{/remarks}}
        </details>
        {{/past}}

        """

    static let recommendations = """
        {{#recommendations}}
        <section id="next" aria-labelledby="next-title">
        <h2 id="next-title">What to do, the greatest effect first</h2>
        <ol class="card todo">
        {{#rows}}
        <li><div>{{#what}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/what}}</div>
        <div class="soft small">{{#evidence}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/evidence}}</div>
        <div class="small">{{#place}}<code>{{.}}</code> {{/place}}{{#command}}<span class="do"><code>{{.}}</code></span> {{/command}}<span class="soft">→ {{effect}}</span></div></li>
        {{/rows}}
        </ol>
        </section>
        {{/recommendations}}

        """

    static let components = """
        {{#components}}
        <section id="components" aria-labelledby="components-title">
        <h2 id="components-title">Components</h2>
        <div class="card scroll" role="region" aria-label="Table of components" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Component</th><th scope="col">Verdict</th><th scope="col">Tests</th><th scope="col">Lines covered</th>\
        <th scope="col">Load</th><th scope="col" class="num">Steps took</th><th scope="col">Owner</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row">{{name}}</th><td data-name="verdict">{{#verdict}}<span class="pill {{class}}">{{word}}</span>{{/verdict}}{{^verdict}}—{{/verdict}}</td>\
        <td data-name="tests"><span class="pill {{class}}">{{tests}}</span></td>\
        <td data-name="lines">{{lines}}{{#hasLines}}<svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg>{{/hasLines}}</td>\
        <td data-name="load">{{#load}}<div class="small">{{.}}</div>{{/load}}{{^hasLoad}}—{{/hasLoad}}</td>\
        <td class="num" data-name="took">{{time}}</td><td data-name="owner">{{#owner}}{{.}}{{/owner}}{{^owner}}—{{/owner}}</td></tr>
        {{/rows}}
        </tbody></table></div>
        </section>
        {{/components}}

        """
}
