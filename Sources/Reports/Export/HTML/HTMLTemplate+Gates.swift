/// The gates: what each is for, every criterion, and what breaks it.
extension HTMLTemplate {
    static let gates = """
        {{#hasGates}}
        <section id="gates" aria-labelledby="gates-title">
        <h2 id="gates-title">Gates</h2>
        {{#gates}}
        <details class="gate" id="{{id}}"{{#open}} open{{/open}}>
        <summary><h3>{{title}}</h3> <span class="pill {{class}}">{{word}}</span><span class="soft small">{{tally}}\
        {{#advisory}}, advisory{{/advisory}}</span></summary>
        <p class="purpose soft small">{{purpose}}</p>
        {{#criteria}}
        <details class="criterion"{{#open}} open{{/open}}>
        <summary><h4><code>{{path}}</code></h4> <span class="pill {{class}}">{{word}}</span>
        <span class="found small"><span class="soft">asked</span> <code>{{written}}</code>\
        <span class="soft">, found</span> \
        {{#finding}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/finding}}</span></summary>
        <div class="inside">
        {{#hasRemedy}}<p class="fix"><strong>Remedy:</strong> \
        {{#remedy}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/remedy}}</p>{{/hasRemedy}}
        {{#hasOffenders}}
        <div><h5>Look here</h5><ul class="list">
        {{#offenders}}
        <li>{{#place}}<code>{{.}}</code> {{/place}}{{#name}}{{.}}{{/name}}{{#detail}} <span class="soft">{{.}}</span>{{/detail}}</li>
        {{/offenders}}
        </ul>
        {{#restOfOffenders}}<details class="rest"><summary>{{restCount}} more</summary><ul class="list">
        {{#rest}}
        <li>{{#place}}<code>{{.}}</code> {{/place}}{{#name}}{{.}}{{/name}}{{#detail}} <span class="soft">{{.}}</span>{{/detail}}</li>
        {{/rest}}
        </ul></details>{{/restOfOffenders}}\
        {{#ofOffenders}}<p class="soft small">{{.}}</p>{{/ofOffenders}}</div>
        {{/hasOffenders}}
        \(grid("grid", label: "Verdicts of {{id}}.{{path}}"))
        <div class="scroll" role="region" aria-label="Cells of {{id}}.{{path}}" tabindex="0">
        <table class="stack">
        <thead><tr>{{#hasLabels}}<th scope="col">Cell</th>{{/hasLabels}}<th scope="col">Verdict</th>\
        <th scope="col">Measured</th><th scope="col">Exactly</th><th scope="col" class="num">Samples</th>\
        {{#hasReasons}}<th scope="col">Reason</th>{{/hasReasons}}</tr></thead>
        <tbody>
        {{#cells}}
        <tr>{{#hasLabels}}<th scope="row">{{labels}}</th>{{/hasLabels}}<td><span class="pill {{class}}">{{word}}</span></td>\
        <td data-name="measured"{{#isEmpty}} class="nil"{{/isEmpty}}>{{rounded}}{{#others}} <span class="soft">{{.}}</span>{{/others}}</td>\
        <td data-name="exactly"{{#isEmpty}} class="nil"{{/isEmpty}}>{{exact}}</td><td class="num{{#isEmpty}} nil{{/isEmpty}}" data-name="samples">{{samples}}</td>\
        {{#hasReasons}}<td>{{#reason}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/reason}}</td>{{/hasReasons}}</tr>
        {{/cells}}
        </tbody>
        </table>
        </div>
        {{#moreCells}}<p class="soft small">{{.}}</p>{{/moreCells}}
        {{#baselines}}<p class="soft small">{{.}}</p>{{/baselines}}
        {{#statements}}<p class="small">{{.}}</p>{{/statements}}
        {{#remarks}}<p class="small">{{.}}</p>{{/remarks}}
        {{#notes}}<p class="soft small">{{.}}</p>{{/notes}}
        <p class="soft small">metric {{metric}}{{#place}} · written at <code>{{.}}</code>{{/place}}\
        {{#sources}} · measured from {{.}}{{/sources}}</p>
        </div>
        </details>
        {{/criteria}}
        </details>
        {{/gates}}
        </section>
        {{/hasGates}}

        """
}
