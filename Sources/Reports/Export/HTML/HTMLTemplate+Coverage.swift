/// Coverage by what matters: critical path, component, folder, suite, and file.
extension HTMLTemplate {
    static let coverage = """
        {{#coverage}}
        <section id="coverage" aria-labelledby="coverage-title">
        <h2 id="coverage-title">Coverage</h2>
        <div class="card">
        <div class="totals">
        {{#totals}}<div><strong>{{name}}</strong> {{share}}<svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></div>{{/totals}}
        </div>
        {{#hasPaths}}
        <details class="rest" open><summary>By critical path</summary>
        <div class="scroll" role="region" aria-label="By critical path" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Critical path</th><th scope="col">Lines</th><th scope="col">Branches</th>\
        <th scope="col"><span class="soft">Covered</span></th></tr></thead>
        <tbody>
        {{#paths}}
        <tr><th scope="row">{{name}}</th><td data-name="lines">{{lines}}</td><td data-name="branches">{{branches}}</td>\
        <td><svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></td></tr>
        {{/paths}}
        </tbody></table></div></details>
        {{/hasPaths}}
        {{#hasComponents}}
        <details class="rest" open><summary>By component</summary>
        <div class="scroll" role="region" aria-label="By component" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Component</th><th scope="col">Lines</th><th scope="col">Branches</th>\
        <th scope="col"><span class="soft">Covered</span></th></tr></thead>
        <tbody>
        {{#components}}
        <tr><th scope="row">{{name}}</th><td data-name="lines">{{lines}}</td><td data-name="branches">{{branches}}</td>\
        <td><svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></td></tr>
        {{/components}}
        </tbody></table></div></details>
        {{/hasComponents}}
        {{#hasFolders}}
        <details class="rest"><summary>By folder</summary>
        <div class="scroll" role="region" aria-label="By folder" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Folder</th><th scope="col">Lines</th><th scope="col">Branches</th>\
        <th scope="col"><span class="soft">Covered</span></th></tr></thead>
        <tbody>
        {{#folders}}
        <tr><th scope="row">{{name}}</th><td data-name="lines">{{lines}}</td><td data-name="branches">{{branches}}</td>\
        <td><svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></td></tr>
        {{/folders}}
        </tbody></table></div></details>
        {{/hasFolders}}
        {{#suites}}
        <details class="rest"><summary>By suite</summary>
        <div class="scroll" role="region" aria-label="By suite" tabindex="0">
        <table class="stack">
        <thead><tr><th scope="col">Suite</th><th scope="col">Lines</th><th scope="col">Files</th>\
        <th scope="col"><span class="soft">Covered</span></th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row">{{name}}</th><td data-name="lines">{{lines}}</td><td data-name="files">{{number}}</td>\
        <td><svg class="line share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="good" width="{{width}}" height="1"/></svg></td></tr>
        {{/rows}}
        </tbody></table></div></details>
        {{/suites}}
        <h3>By file</h3>
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
