import Configuration
import Core
import Glibc
import TestSupport
import Testing

@Suite("assay schema")
struct SchemaTests {
    @Test("names the draft and every key at the top of the file")
    func topKeys() {
        let json = ConfigurationSchema.json
        #expect(json.hasPrefix("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""))
        for field in FileFormat.fields { #expect(json.contains("\n    \"\(field.key)\": {"), "\(field.key)") }
    }

    @Test("every criterion of the catalogue is a key of the schema")
    func criteria() {
        let json = ConfigurationSchema.json
        for definition in Catalogue.definitions {
            let key = definition.path.split(separator: ".").last.map(String.init) ?? ""
            if key != "*" { #expect(json.contains("\"\(key)\": {"), "\(definition.path)") }
        }
    }

    private static let validator = """
        import json, sys, yaml, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        class Loader(yaml.SafeLoader): pass
        Loader.yaml_implicit_resolvers = {k: [(t, r) for t, r in v if t != 'tag:yaml.org,2002:bool']
            for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        import re
        Loader.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile('^(true|false)$'), list('tf'))
        bad = 0
        for path in sys.argv[2:]:
            errors = list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(open(path), Loader)))
            for error in errors: print(path, list(error.path), error.message[:200])
            bad += bool(errors)
        print(bad)
        """

    private static let hasValidator = system("python3 -c 'import jsonschema, yaml' 2>/dev/null") == 0

    @Test(
        "is a valid schema that accepts the guide's blocks and refuses a misspelt key",
        .enabled(if: hasValidator, "python3 with jsonschema and PyYAML is absent"),
        .enabled(if: Shared.specification != nil, "../shared/spec is absent")
    )
    func validates() {
        let files = TemporaryFolder()
        let folder = files.path
        files.write(ConfigurationSchema.json, to: "schema.json")
        files.write(Self.validator, to: "validate.py")
        for block in Shared.guideBlocks { files.write(block.text, to: "\(block.line).yaml") }
        let python = "python3 '\(folder)/validate.py' '\(folder)/schema.json'"
        _ = system("\(python) '\(folder)'/[0-9]*.yaml > '\(folder)/good.txt' 2>&1")
        #expect(files.read("good.txt") == "0\n")
        files.write("steps:\n  a: {run: x, tiemout: 5m}\n", to: "bad.yaml")
        _ = system("\(python) '\(folder)/bad.yaml' > '\(folder)/bad.txt' 2>&1")
        #expect(files.read("bad.txt")?.contains("tiemout") == true)
    }
}
