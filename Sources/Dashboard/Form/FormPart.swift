import Reports

/// A form as HTML.
enum FormPart {
    static func html(_ form: ViewForm, id: String) -> String {
        var out = "<form class=\"choose card\" method=\"post\" action=\"\(ViewPage.escaped(form.action))\">"
        for field in form.fields {
            let name = ViewPage.escaped(field.name)
            let value = ViewPage.escaped(field.value)
            switch field.kind {
            case .hidden:
                out += "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
                continue
            case .username:
                out += "<input name=\"\(name)\" value=\"\(value)\" autocomplete=\"username\" readonly hidden>"
                continue
            case .text, .password, .choice: break
            }
            out += "<label><span class=\"small soft\">\(ViewPage.escaped(field.label))</span> "
            out += input(field.kind, name, value, field.isRequired) + "</label>"
        }
        return out + "<button>\(ViewPage.escaped(form.button))</button></form>"
    }

    /// `name`, `value`: escaped.
    private static func input(
        _ kind: ViewForm.Kind,
        _ name: String,
        _ value: String,
        _ isRequired: Bool
    ) -> String {
        switch kind {
        case .text(let complete):
            return "<input name=\"\(name)\" value=\"\(value)\" autocomplete=\"\(complete ?? "off")\" "
                + "autocapitalize=\"none\" spellcheck=\"false\"\(isRequired ? " required" : "")>"
        case .password(let complete):
            return "<input name=\"\(name)\" type=\"password\" autocomplete=\"\(complete)\" required>"
        case .choice(let choices):
            let options = choices.map { choice in
                let text = ViewPage.escaped(choice)
                return "<option\(text == value ? " selected" : "")>\(text)</option>"
            }
            return "<select name=\"\(name)\">\(options.joined())</select>"
        case .hidden, .username: return ""
        }
    }
}
