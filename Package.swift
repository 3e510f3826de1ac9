// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled alike: Swift 6 mode, the upcoming features, and no warning passes.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

/// The script of the report's page, in files that are put together in this order.
let pageScript = ["data", "text", "filter", "grid", "explorer", "tests", "coverage", "findings", "main"]

let package = Package(
    name: "assay",
    products: [.executable(name: "assay", targets: ["assay"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    ],
    targets: [
        .target(name: "CLinux"),
        .systemLibrary(name: "CZlib"),
        .target(
            name: "Scanning",
            dependencies: ["CZlib"],
            swiftSettings: settings,
            linkerSettings: [.linkedLibrary(":libz.a")]
        ),
        target("Criteria"),
        target("Core", ["Criteria"]),
        target("Wire", ["Core", "Criteria", "Scanning"]),
        target("Chance"),
        target("Mocking", ["Chance", "Core", "Scanning"]),
        target("DataMaking", ["Chance", "Core"]),
        target("Privacy"),
        target("DataWriting", ["DataMaking", "Execution", "Scanning"]),
        target(
            "Configuration",
            ["Core", "Criteria", "DataMaking", "Mocking", "Scanning", .product(name: "Yams", package: "Yams")]
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Core", "Criteria", "Scanning", "Wire", .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: pageScript.map { .embedInCode("Export/HTML/Page/\($0).js") } + [
                .embedInCode("Export/report-schema.json")
            ],
            swiftSettings: settings
        ),
        target("Signing", ["Core", .product(name: "Crypto", package: "swift-crypto")]),
        target(
            "Remote",
            [
                "Engine", "Core", "Scanning", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        target(
            "MockServing",
            [
                "Mocking", "Remote", "Scanning",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        target("Starting", ["Core"]),
        target("Selection", ["Core"]),
        .target(
            name: "Recording",
            dependencies: ["Engine", "Core", "Scanning", "Selection", "Storage"],
            exclude: ["Library/recorder.c"],
            resources: ["x86_64", "aarch64"].map { .embedInCode("Library/recorder-\($0).so") },
            swiftSettings: settings
        ),
        target("Engine", ["Core"]),
        target("Execution", ["Engine", "Core", "CLinux"]),
        target("Containers", ["CLinux", "Scanning"]),
        target("Environments", ["Containers", "Execution", "Engine", "Core", "Scanning"]),
        target("Profiling", ["Privacy", "Scanning"]),
        target("TestData", ["Engine", "Core", "Execution", "Remote", "Scanning", "Signing"]),
        target("Storage", ["Engine", "Core", "Scanning", "Wire", "CLinux"]),
        .target(
            name: "History",
            dependencies: [
                "Storage", "Engine", "Core", "Criteria", "Scanning", "CLinux",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings,
            // Whoever asks for `sqlite3` gets the static library: that folder stands in front of the system's.
            linkerSettings: [.unsafeFlags(["-L\(Context.packageDirectory)/scripts/link"])]
        ),
        target("Caching", ["Core", "CLinux", "Engine", "Execution", "Scanning", "Signing"]),
        target("Story", ["Core", "Criteria"]),
        target("Access", ["Core", "Scanning"]),
        target("Dashboard", ["Core", "Criteria", "Releasing", "Reports", "Responding", "Scanning"]),
        target(
            "Serving",
            [
                "Access", "Dashboard", "History", "Ledger", "Storage", "Engine", "Core", "Criteria", "Releasing",
                "Reports", "Scanning", "Signing", "Wire",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        target(
            "Judging",
            ["Configuration", "Core", "Engine", "Execution", "Reports", "Scanning", "Signing"]
        ),
        target("Releasing", ["Core", "Scanning", "Wire"]),
        target("Responding", ["Core", "Scanning"]),
        target("Notifying", ["Core", "Ledger", "Remote", "Responding", "Scanning", "Signing", "Storage"]),
        target("Watching", ["Core", "Execution", "Ledger", "Releasing", "Remote", "Scanning", "Storage"]),
        target("Ledger", ["Core", "Scanning", "Signing", "Storage", "Wire"]),
        target(
            "CommandLine",
            [
                "Access", "Caching", "Configuration", "Containers", "Core", "Criteria", "CLinux", "Privacy",
                "DataMaking",
                "DataWriting",
                "Dashboard", "Engine", "Environments",
                "Execution", "History", "Judging", "Ledger", "Mocking", "MockServing", "Notifying", "Profiling",
                "Recording",
                "Releasing",
                "Remote", "Reports", "Responding",
                "Scanning",
                "Selection", "Serving", "Signing", "Starting", "Storage", "Story", "TestData", "Watching", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(name: "assay", dependencies: ["CommandLine"], swiftSettings: settings),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        tests("ScanningTests", ["Scanning", "CZlib"]),
        tests("CriteriaTests", ["Criteria"]),
        tests("CoreTests", ["Core", "Criteria"]),
        tests("ConfigurationTests", ["Configuration", "Core", "Criteria"]),
        tests("WireTests", ["Wire", "Core", "Criteria", "Scanning"]),
        tests("ReportsTests", ["Reports", "Core", "Criteria", "Scanning", "Wire"]),
        tests("SigningTests", ["Signing", "Wire", "Reports", "Core", "Criteria", "Scanning"]),
        tests("RemoteTests", ["Remote"]),
        tests(
            "MockingTests",
            ["Reports", "Mocking", "MockServing", "Chance", "Configuration", "Core", "Remote", "Scanning"]
        ),
        tests("StartingTests", ["Starting", "Configuration", "Core"]),
        tests("PrivacyTests", ["Privacy"]),
        tests("DataTests", ["DataMaking", "DataWriting", "Profiling", "Chance", "Configuration", "Core", "Scanning"]),
        tests("TestDataTests", ["TestData", "Engine", "Execution", "Remote", "Core", "Scanning"]),
        tests("SelectionTests", ["Selection", "Core"]),
        tests("RecordingTests", ["Recording", "Selection", "Execution", "Engine", "Core"]),
        tests("EngineTests", ["Engine", "Core"]),
        tests("ExecutionTests", ["Execution", "Engine", "Core", "CLinux"]),
        tests("ContainersTests", ["Containers", "Scanning"]),
        tests("EnvironmentsTests", ["Environments", "Execution", "Engine", "Core", "Scanning"]),
        tests("ReleasingTests", ["Releasing", "Core", "Criteria", "Scanning"]),
        tests("RespondingTests", ["Responding", "Core", "Scanning"]),
        tests("NotifyingTests", ["Notifying", "Core", "Criteria", "Ledger", "Remote", "Responding", "Scanning"]),
        tests("WatchingTests", ["Watching", "Core", "Criteria", "Ledger", "Releasing", "Scanning"]),
        tests("LedgerTests", ["Ledger", "Core", "Scanning", "Signing", "Storage"]),
        tests("StorageTests", ["Storage", "Scanning", "Engine", "Core", "Wire"]),
        tests("CachingTests", ["Caching", "Engine", "Core"]),
        tests("JudgingTests", ["Judging"]),
        tests(
            "HistoryTests",
            [
                "History", "Storage", "Engine", "Core", "Criteria", "Scanning", "Story",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        tests("AccessTests", ["Access", "Core", "Scanning"]),
        tests(
            "ServingTests",
            [
                "Access", "Serving", "Releasing", "Remote", "Responding", "Dashboard", "Story", "History", "Ledger",
                "Engine", "Core", "Criteria", "Scanning", "Signing", "Wire",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        tests("CommandLineTests", ["CommandLine", "Core", "Scanning"]),
        tests("EndToEndTests", ["Core", "Execution", "Reports", "Scanning"]),
    ]
)
