using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Info;

public sealed class States
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("V1__a V2__b U2__b", "1 a SQL, 2 b SQL, 2 b UNDO_SQL", "1 a: Success, 2 b: Undone, 2 b: Success, 2 b: Pending")]
    [InlineData("V1__a U1__a", "1 a SQL, 1 a UNDO_SQL, 1 a SQL", "1 a: Undone, 1 a: Success, 1 a: Success")]
    [InlineData("V1__a", "1 a SQL, 1 a UNDO_SQL failed", "1 a: Success, 1 a: Failed")]
    [InlineData("V2__b", "1 a SQL, 2 b SQL, 1 a DELETE", "1 a: Deleted, 2 b: Success")]
    [InlineData("V1__a", "1 a SQL, - r SQL, - r DELETE", "1 a: Success, r: Deleted, r: Success")]
    [InlineData("V2__b", "1 base BASELINE", "1 base: Baseline, 2 b: Pending")]
    [InlineData("B1__a", "1 a SQL_BASELINE", "1 a: Baseline")]
    [InlineData("B1__a", "1 a SQL_BASELINE failed", "1 a: Failed")]
    [InlineData("V2__b", "1 a SQL_BASELINE", "1 a: Missing, 2 b: Pending")]
    [InlineData("", "1 a SQL_BASELINE", "1 a: Future")]
    [InlineData("V2__b", "1 a SQL, 2 b SQL", "1 a: Missing, 2 b: Success")]
    [InlineData("V2__b", "1 a SQL failed, 2 b SQL", "1 a: Failed (Missing), 2 b: Success")]
    [InlineData("", "- r SQL", "r: Missing")]
    [InlineData("", "- r SQL failed", "r: Failed (Missing)")]
    [InlineData("", "1 a SQL", "1 a: Future")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL failed", "1 a: Success, 2 b: Failed (Future)")]
    [InlineData("V1__a", "1 a SQL failed", "1 a: Failed")]
    [InlineData("R__r", "- r SQL failed", "r: Failed")]
    [InlineData("V1__a", "- app SCHEMA =null, 1 a SQL", "app: Success, 1 a: Success")]
    [InlineData("R__r=2", "- r SQL =2", "r: Success")]
    [InlineData("R__r=2/1", "- r SQL =1", "r: Success")]
    [InlineData("R__r=2", "- r SQL =1", "r: Outdated, r: Pending")]
    [InlineData("R__r=2", "- r SQL =1, - r SQL =2", "r: Superseded, r: Success")]
    [InlineData("R__r=1", "- r SQL =1, - r SQL =2", "r: Superseded, r: Outdated, r: Pending")]
    [InlineData("", "- r SQL =1, - r SQL =2", "r: Superseded, r: Missing")]
    [InlineData("V1__a V2__b V3__c", "2 b SQL, 1 a SQL", "2 b: Success, 1 a: Out of Order, 3 c: Pending")]
    [InlineData("V01.0__a", "1 a SQL", "1 a: Success")]
    [InlineData("V1__a", "1 a JDBC", "1 a: Future, 1 a: Pending")]
    [InlineData("V1__a V2__b", "1 a JDBC, 2 b SQL", "1 a: Missing, 2 b: Success, 1 a: Ignored")]
    public void Of_rows_follow_from_their_files_and_later_rows(string files, string rows, string expected) =>
        Assert.Equal(expected, Shown(new Situation(files, rows)));

    [Theory]
    [InlineData("V1__a R__r", "", "", "1 a: Pending, r: Pending")]
    [InlineData("V1__a! R__r!", "", "", "1 a: Ignored, r: Ignored")]
    [InlineData("V1__a V2__b V3__c", "2 base BASELINE", "", "1 a: Below Baseline, 2 b: Ignored (Baseline), 2 base: Baseline, 3 c: Pending")]
    [InlineData(
        "V1__a B2__b V2__b V3__c B4__d V4__d V5__e",
        "",
        "",
        "1 a: Below Baseline, 2 b: Below Baseline, 2 b: Below Baseline, 3 c: Below Baseline, 4 d: Ignored (Baseline), 4 d: Pending, 5 e: Pending")]
    [InlineData("V1__a B2__b V3__c", "1 a SQL", "", "1 a: Success, 2 b: Ignored, 3 c: Pending")]
    [InlineData("V1__a V2__b R__r", "", "target=1", "1 a: Pending, 2 b: Above Target, r: Pending")]
    [InlineData("V1__a V2__b", "1 a SQL", "target=current", "1 a: Success, 2 b: Above Target")]
    [InlineData("V1__a V2__b", "1 a SQL", "target=next", "1 a: Success, 2 b: Pending")]
    [InlineData("V1__a V2__b V3__c R__r", "1 a SQL", "target=next", "1 a: Success, 2 b: Pending, 3 c: Above Target, r: Pending")]
    [InlineData("V1__a V2__b V3__c", "2 b SQL", "target=next outOfOrder=true", "2 b: Success, 1 a: Pending, 3 c: Above Target")]
    [InlineData("V1__a V2__b V3__c", "2 b SQL", "", "2 b: Success, 1 a: Ignored, 3 c: Pending")]
    [InlineData("V1__a V2__b V3__c", "2 b SQL", "outOfOrder=true", "2 b: Success, 1 a: Pending, 3 c: Pending")]
    [InlineData("V1__a V2__b", "1 a SQL, 2 b SQL, 1 a DELETE", "", "1 a: Deleted, 2 b: Success, 1 a: Ignored")]
    [InlineData("V1__a V2__b", "1 a SQL, 2 b SQL, 2 b DELETE", "", "1 a: Success, 2 b: Deleted, 2 b: Pending")]
    [InlineData("V1__a V2__b R__r_s", "", "cherryPick=r_s,2", "1 a: Ignored, 2 b: Pending, r s: Pending")]
    [InlineData("V1__a V2__b R__r", "1 a SQL, - r SQL", "cherryPick=2", "1 a: Ignored, r: Ignored, 2 b: Pending")]
    [InlineData("V1__a V2__b R__r", "1 a SQL failed, - r SQL", "cherryPick=2,r", "1 a: Ignored, r: Success, 2 b: Pending")]
    [InlineData("R__b R__10 R__9 R__Z R__a", "", "", "10: Pending, 9: Pending, Z: Pending, a: Pending, b: Pending")]
    public void Of_files_follow_from_the_history_and_the_settings(string files, string rows, string settings, string expected) =>
        Assert.Equal(expected, Shown(new Situation(files, rows, settings)));

    [Theory]
    [InlineData("V10__x V9__y R__b R__a", "", "", "9 y, 10 x, a, b")]
    [InlineData("V1__a V2__b R__r_s", "", "cherryPick=r_s,2.0", "r s, 2 b")]
    [InlineData("B2__b V3__c R__r", "", "", "2 b, 3 c, r")]
    public void Of_pending_files_give_the_order_in_which_they_run(string files, string rows, string settings, string expected) =>
        Assert.Equal(expected, string.Join(", ", new Situation(files, rows, settings).Infos.Pending.Select(info => Situation.Name(info.Version, info.Description))));

    [Theory]
    [InlineData("V1__a", "", null)]
    [InlineData("V1__a", "- app SCHEMA", null)]
    [InlineData("V1__a", "1 a SQL, 2 b SQL failed", "2")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL, 2 b DELETE", "1")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL, 2 b UNDO_SQL", "1")]
    [InlineData("V1__a V2__b", "2 b SQL, 1 a SQL", "2")]
    [InlineData("V1__a V2__b V3__c", "1 a SQL, 2 b SQL", "2", "cherryPick=3")]
    public void Give_the_current_version(string files, string rows, string? current, string settings = "") =>
        Assert.Equal(current, new Situation(files, rows, settings).Infos.Current?.DisplayText);

    [Theory]
    [InlineData("V1__a U1__a V2__b", "1 a SQL, 2 b SQL", "True, False")]
    [InlineData("V1__a U1__a", "1 a SQL, 1 a UNDO_SQL", "False, False, False")]
    public void Tell_what_can_be_undone(string files, string rows, string expected) =>
        Assert.Equal(expected, string.Join(", ", new Situation(files, rows).Infos.All.Select(info => info.Undoable)));

    [Theory]
    [InlineData("1 a SQL, 1 a DELETE, 1 a DELETE", "Corrupted schema history: multiple delete entries for version 1")]
    [InlineData("- r SQL, - r DELETE, - r DELETE", "Corrupted schema history: multiple delete entries for r")]
    public void Cannot_be_told_after_a_second_delete(string rows, string message)
    {
        var error = Assert.Throws<MigrationException>(() => new Situation("", rows).Infos);
        Assert.Equal((ErrorCode.DuplicateDeletedMigration, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("V1__a V01__b", ErrorCode.DuplicateVersionedMigration, "Found more than one migration with version 1", "/sql/V1__a.sql (SQL)")]
    [InlineData("B1__a B1.0__b", ErrorCode.DuplicateVersionedMigration, "Found more than one baseline migration with version 1", "/sql/B1__a.sql (SQL_BASELINE)")]
    [InlineData("U1__a U1.0__b", ErrorCode.DuplicateUndoMigration, "Found more than one undo migration with version 1", "/sql/U1__a.sql (UNDO_SQL)")]
    [InlineData("R__a=1 R__a=2", ErrorCode.DuplicateRepeatableMigration, "Found more than one repeatable migration with description a", "/sql/R__a.sql (SQL)")]
    public void Need_files_that_are_told_apart(string files, ErrorCode code, string message, string offender)
    {
        var error = Assert.Throws<MigrationException>(() => new Situation(files, ""));
        Assert.Equal(code, error.Code);
        Assert.StartsWith($"{message}\nOffenders:\n-> {offender}\n-> ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V1__a B1__a U1__a R__a R__A", "")]
    public void May_be_asked_of_files_of_different_kinds(string files, string rows) => Assert.Equal(4, new Situation(files, rows).Infos.All.Count);

    [Theory]
    [InlineData("", "1 a, 2 b, 3 c, r")]
    [InlineData("infoSinceVersion=2", "2 b, 3 c, r")]
    [InlineData("infoUntilVersion=2", "1 a, 2 b")]
    [InlineData("infoSinceDate=2026-01-02", "2 b")]
    [InlineData("infoUntilDate=2026-01-01", "1 a")]
    [InlineData("infoOfState=success", "1 a, 2 b")]
    [InlineData("infoOfState=Pending,Missing", "3 c, r")]
    public void Are_limited_by_infos_filters(string settings, string expected)
    {
        var situation = new Situation("V1__a V2__b V3__c R__r", "1 a SQL, 2 b SQL", settings);
        var shown = situation.Infos.All.Where(new InfoFilter(situation.Configuration).Shows);
        Assert.Equal(expected, string.Join(", ", shown.Select(info => Situation.Name(info.Version, info.Description))));
    }

    private static string Shown(Situation situation) => string.Join(
        ", ", situation.Infos.All.Select(info => $"{Situation.Name(info.Version, info.Description)}: {info.State.DisplayName()}"));
}
