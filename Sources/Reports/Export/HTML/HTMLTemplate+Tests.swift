/// The tests: those that failed for every reader, all of them with the script; then those that cost trust and time.
extension HTMLTemplate {
    static let tests = """
        {{#tests}}
        <section id="tests" aria-labelledby="tests-title">
        <h2 id="tests-title">Tests</h2>
        <div class="card">
        <div class="counts"><strong>{{total}} tests</strong> {{#counts}}<span class="pill {{class}}">{{number}} {{name}}\
        </span>{{/counts}} <span class="soft small">in {{time}}</span></div>
        <div id="tests-app" class="app" hidden></div>
        <div id="tests-static">
        {{#failed}}
        <div class="test"><span class="pill bad">{{status}}</span> <strong>{{title}}</strong>
        <div class="soft small">{{#place}}<code>{{.}}</code> · {{/place}}{{#time}}{{.}} · {{/time}}{{report}}</div>
        {{#message}}<pre tabindex="0">{{.}}</pre>{{/message}}</div>
        {{/failed}}
        {{#moreFailed}}<p class="soft small">{{.}}</p>{{/moreFailed}}
        </div>
        </div>
        </section>
        {{/tests}}

        """

    static let times = """
        {{#times}}
        <section id="times" aria-labelledby="times-title">
        <h2 id="times-title">Flaky and slow</h2>
        <div class="card">
        {{#hasUnsound}}
        <h3>Passed only after a failed try</h3>
        <ul class="list">{{#unsound}}<li>{{title}} {{{strip}}} <span class="soft small">{{#file}}{{.}} · {{/file}}{{note}}</span></li>{{/unsound}}</ul>
        {{#moreUnsound}}<p class="soft small">{{.}}</p>{{/moreUnsound}}
        {{/hasUnsound}}
        {{#hasSlow}}
        <h3>The slowest tests</h3> {{#share}}<span class="soft small">{{.}}</span>{{/share}}
        <div class="scroll" role="region" aria-label="Table of slow tests" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Test</th><th scope="col" class="num">Took</th><th scope="col">Last runs</th><th scope="col">Remark</th></tr></thead>
        <tbody>
        {{#slow}}
        <tr><th scope="row">{{title}}{{#file}}<br><span class="soft small">{{.}}</span>{{/file}}</th><td class="num" data-name="took">{{#time}}{{.}}{{/time}}</td>\
        <td>{{{strip}}}</td><td>{{#note}}{{.}}{{/note}}</td></tr>
        {{/slow}}
        </tbody></table></div>
        {{/hasSlow}}
        </div>
        </section>
        {{/times}}

        """
}
