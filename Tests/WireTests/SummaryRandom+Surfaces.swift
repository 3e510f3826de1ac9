import Core

/// What a project shows to others: its packages, its pages, its contracts.
extension SummaryRandom {
    mutating func packages() -> PackageInventory {
        PackageInventory(
            entries: many { random in
                PackageInventory.Entry(
                    name: random.text(),
                    version: random.maybe { $0.text() },
                    purl: random.maybe { $0.text() },
                    licences: random.many { $0.text() },
                    kind: random.maybe { $0.text() },
                    isRoot: random.chance()
                )
            }
        )
    }

    mutating func accessibility() -> AccessibilityResults {
        AccessibilityResults(
            engine: maybe { $0.text() },
            rules: many { AccessibilityResults.Rule(id: $0.text(), tags: $0.many { $0.text() }) },
            pages: many { random in
                AccessibilityResults.Page(
                    url: random.text(),
                    violations: random.many { $0.hit() },
                    incomplete: random.many { $0.hit() },
                    passed: random.many { $0.text() },
                    inapplicable: random.many { $0.text() }
                )
            }
        )
    }

    private mutating func hit() -> AccessibilityResults.Hit {
        AccessibilityResults.Hit(rule: text(), impact: maybe { $0.text() }, nodes: below(99))
    }

    mutating func contracts() -> ContractResults {
        ContractResults(
            contracts: many { random in
                ContractResults.Contract(
                    consumer: random.text(),
                    provider: random.text(),
                    interactions: random.many { $0.text() }
                )
            },
            verifications: many { random in
                ContractResults.Verification(
                    consumer: random.maybe { $0.text() },
                    provider: random.maybe { $0.text() },
                    providerVersion: random.maybe { $0.text() },
                    verified: random.maybe { $0.chance() },
                    interactions: random.many { random in
                        ContractResults.Interaction(
                            description: random.text(),
                            verified: random.maybe { $0.chance() },
                            message: random.maybe { $0.text() }
                        )
                    }
                )
            }
        )
    }
}
