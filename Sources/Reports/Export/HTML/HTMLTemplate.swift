/// The page as a Mustache template; every value goes through the escaping that its first line names.
enum HTMLTemplate {
    static let page =
        "{{% CONTENT_TYPE: \(HTMLEscaping.name)}}" + head + hero + gates + tests + coverage + findings
        + performance + steps + files + facts

    private static let head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="\(HTMLPolicy.content)">
        <meta name="referrer" content="no-referrer">
        <title>{{word}} · Assay · {{title}}</title>
        <style>\(HTMLStyle.sheet)</style>
        </head>
        <body>
        <a class="skip" href="#verdict">Skip to the verdict</a>
        <header class="top"><div class="wrap">
        <span class="brand">Assay</span> <span class="soft">{{title}}</span>
        <nav aria-label="Sections">
        {{#hasGates}}<a href="#gates">Gates</a>{{/hasGates}}
        {{#tests}}<a href="#tests">Tests</a>{{/tests}}
        {{#coverage}}<a href="#coverage">Coverage</a>{{/coverage}}
        {{#findings}}<a href="#findings">Findings</a>{{/findings}}
        {{#hasSeries}}<a href="#performance">Performance</a>{{/hasSeries}}
        {{#hasSteps}}<a href="#steps">Steps</a>{{/hasSteps}}
        {{#hasFiles}}<a href="#reports">Reports</a>{{/hasFiles}}
        </nav>
        </div></header>
        <main class="wrap">

        """

    private static let hero = """
        {{#banners}}
        <p class="banner" role="note">{{.}}</p>
        {{/banners}}
        <section class="hero {{class}}" id="verdict" aria-label="Verdict">
        <h1><span class="word">{{word}}</span> {{sentence}}</h1>
        <p class="soft small">{{where}}{{#tally}} · {{.}}{{/tally}}</p>
        <div class="cols"><div>
        {{#hasReasons}}
        <h2>{{whyTitle}}</h2>
        <ul class="why">
        {{#reasons}}
        <li><span class="pill {{class}}">{{word}}</span><div><strong>{{#subject}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/subject}}</strong><br>
        {{#finding}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/finding}}
        {{#place}}<span class="soft">at <code>{{.}}</code></span>{{/place}}</div></li>
        {{/reasons}}
        </ul>
        {{#moreReasons}}<p class="soft small">{{.}} below</p>{{/moreReasons}}
        {{/hasReasons}}
        </div>
        {{#matrix}}<div><h2>Validation matrix</h2>{{/matrix}}
        \(grid("matrix", label: "Validation matrix"))
        {{#matrix}}</div>{{/matrix}}
        </div>
        {{#hasNext}}
        <h2>Next</h2>
        <p class="next">{{#next}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/next}}</p>
        {{/hasNext}}
        </section>

        """

    private static let gates = """
        {{#hasGates}}
        <section id="gates" aria-labelledby="gates-title">
        <h2 id="gates-title">Gates</h2>
        <ul class="gates">
        {{#gates}}
        <li><a class="{{class}}" href="#{{id}}"><strong>{{title}}</strong> <span class="pill {{class}}">{{word}}</span>
        <span class="soft small held">{{tally}}{{#advisory}}, advisory{{/advisory}}</span>\
        {{#worst}}<span class="small held">{{.}}</span>{{/worst}}</a></li>
        {{/gates}}
        </ul>
        <br>
        {{#gates}}
        <details class="gate" id="{{id}}"{{#open}} open{{/open}}>
        <summary><h3>{{title}}</h3> <span class="pill {{class}}">{{word}}</span><span class="soft small">{{tally}}\
        {{#advisory}}, advisory{{/advisory}}</span></summary>
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
        </ul>{{#moreOffenders}}<p class="soft small">{{.}}</p>{{/moreOffenders}}</div>
        {{/hasOffenders}}
        \(grid("grid", label: "Verdicts by cell"))
        <div class="scroll" role="region" aria-label="Cells of {{path}}" tabindex="0">
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

    private static let tests = """
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
        {{#hasFlaky}}
        <div class="test"><span class="pill warn">flaky</span> passed only after a failed try:
        <ul class="list">{{#flaky}}<li>{{.}}</li>{{/flaky}}</ul></div>
        {{/hasFlaky}}
        </div>
        </section>
        {{/tests}}

        """

    private static let coverage = """
        {{#coverage}}
        <section id="coverage" aria-labelledby="coverage-title">
        <h2 id="coverage-title">Coverage</h2>
        <div class="card">
        <div class="totals">
        {{#totals}}<div><strong>{{name}}</strong> {{share}}<svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></div>{{/totals}}
        </div>
        {{#hasComponents}}
        <div class="scroll" role="region" aria-label="Coverage by component" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Component</th><th scope="col">Lines</th><th scope="col">Branches</th>\
        <th scope="col"><span class="soft">Covered</span></th></tr></thead>
        <tbody>
        {{#components}}
        <tr><th scope="row">{{name}}</th><td data-name="lines">{{lines}}</td><td data-name="branches">{{branches}}</td>\
        <td><svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></td></tr>
        {{/components}}
        </tbody></table></div><br>
        {{/hasComponents}}
        <div id="coverage-app" class="app" hidden></div>
        <div id="coverage-static">
        <div class="scroll" role="region" aria-label="Coverage by file" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">File, least covered first ({{count}})</th><th scope="col">Lines</th>\
        <th scope="col">Branches</th><th scope="col">Covered</th><th scope="col">Missed lines</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row">{{name}}</th><td data-name="lines">{{lines}}</td><td data-name="branches">{{branches}}</td>\
        <td><svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></td>\
        <td>{{#missed}}<span class="small">{{.}}</span>{{/missed}}</td></tr>
        {{/rows}}
        </tbody></table></div>
        {{#moreFiles}}<p class="soft small">{{.}}</p>{{/moreFiles}}
        </div>
        </div>
        </section>
        {{/coverage}}

        """
}
