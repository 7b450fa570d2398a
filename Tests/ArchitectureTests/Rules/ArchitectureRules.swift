/// The rules that the project keeps.
enum ArchitectureRules {
    static let all: [any ArchitectureRule] = [
        CommentShareRule(),
        DecisionRecordRule(),
        DeterminismRule(),
        DocumentLinkRule(),
        DomainImportRule(),
        EngineNameRule(),
        FileLengthRule(),
        FileNameRule(),
        ForbiddenCallRule(),
        GeneratedHeaderRule(),
        LayerRule(),
        MachinePathRule(),
        ManifestSettingsRule(),
        ModuleBorderRule(),
        OneTypePerFileRule(),
        OwnershipRule(),
        PersonnummerRule(),
        PlainCommentRule(),
        PlainTextRule(),
        RestrictedImportRule(),
        TestStyleRule(),
        TypeSuffixRule(),
        UncheckedSafetyRule(),
        WireChecklistRule(),
    ]
}
