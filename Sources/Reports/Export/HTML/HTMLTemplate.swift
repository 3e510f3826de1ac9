/// The page as a Mustache template; every value goes through the escaping that its first line names.
///
/// Only pictures are put in as they are: they are made of our own numbers and words.
enum HTMLTemplate {
    static let page = [
        "{{% CONTENT_TYPE: \(HTMLEscaping.name)}}", head, verdict, tiles, hero, past, recommendations, components,
        gates,
        tests, times, coverage, performance, findings, timeline, files, facts,
    ].joined()

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
        <span class="brand">Assay</span> <span class="soft small">{{title}}</span>
        <nav aria-label="Sections">
        {{#components}}<a href="#components">Components</a>{{/components}}
        {{#hasGates}}<a href="#gates">Gates</a>{{/hasGates}}
        {{#tests}}<a href="#tests">Tests</a>{{/tests}}
        {{#coverage}}<a href="#coverage">Coverage</a>{{/coverage}}
        {{#performance}}<a href="#performance">Performance</a>{{/performance}}
        {{#findings}}<a href="#findings">Findings</a>{{/findings}}
        {{#timeline}}<a href="#timeline">Timeline</a>{{/timeline}}
        {{#times}}<a href="#times">Flaky and slow</a>{{/times}}
        {{#hasFiles}}<a href="#evidence">Evidence</a>{{/hasFiles}}
        </nav>
        </div></header>
        <main class="wrap">

        """

    private static let verdict = """
        {{#banners}}
        <p class="banner" role="note">{{.}}</p>
        {{/banners}}
        <section class="hero {{class}}" id="verdict" aria-label="Verdict">
        <h1><span class="word">{{word}}</span> {{sentence}}</h1>
        <p class="soft small">{{where}}{{#tally}} · {{.}}{{/tally}}</p>
        <p class="figures small">{{#figures}}<a href="#{{section}}">{{text}}</a> {{/figures}}</p>

        """

    /// Why, what broke, and what to do next.
    private static let hero = """
        <div class="cols">
        {{#hasReasons}}<div>
        <h2>{{whyTitle}}</h2>
        <ul class="why">
        {{#reasons}}
        <li><span class="pill {{class}}">{{word}}</span><div><strong>{{#subject}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/subject}}</strong>
        <span class="found">{{#finding}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/finding}}\
        {{#place}} <span class="soft">at <code>{{.}}</code></span>{{/place}}</span></div></li>
        {{/reasons}}
        </ul>
        {{#moreReasons}}<p class="soft small">{{.}} below</p>{{/moreReasons}}
        </div>{{/hasReasons}}
        {{#failures}}<div>
        <h2>{{heading}} <span class="number">{{count}}</span></h2>
        <ul class="broken">
        {{#groups}}
        <li>{{#isNew}}<span class="pill bad">new</span> {{/isNew}}<strong>{{signature}}</strong>\
        {{#size}} <span class="soft small">{{.}}</span>{{/size}}
        {{#tests}}<div class="broken-test small">{{title}} {{{strip}}}{{#since}} <span class="soft">{{.}}</span>{{/since}}</div>{{/tests}}
        {{#moreTests}}<div class="soft small">{{.}}</div>{{/moreTests}}
        <div class="soft small">{{#place}}<code>{{.}}</code> {{/place}}{{#owner}}owner: {{.}}{{/owner}}</div></li>
        {{/groups}}
        </ul>
        <p class="soft small">{{#more}}{{.}} · {{/more}}<a href="#tests" data-list="tests" data-query="s:failed">all that failed</a></p>
        </div>{{/failures}}
        </div>
        {{#hasNext}}
        <h2>Next</h2>
        <p class="next">{{#next}}{{#code}}<code>{{.}}</code>{{/code}}{{#plain}}{{.}}{{/plain}}{{/next}}</p>
        {{/hasNext}}
        {{#matrix}}<h2>Validation matrix</h2>{{/matrix}}
        \(grid("matrix", label: "Validation matrix"))
        </section>

        """
}
