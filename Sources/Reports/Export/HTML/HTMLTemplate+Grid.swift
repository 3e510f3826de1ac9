extension HTMLTemplate {
    /// A table of verdicts; `name` is the section of the page's values that holds it.
    static func grid(_ name: String, label: String) -> String {
        """
        {{#\(name)}}
        <div class="scroll" role="region" aria-label="\(label)" tabindex="0">
        <table class="grid">
        <thead><tr><th scope="col">{{corner}}</th>{{#columns}}<th scope="col">{{.}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row">{{name}}</th>{{#cells}}<td><span class="pill {{class}}">{{word}}</span></td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        {{/\(name)}}

        """
    }
}
