using System.Text.Json.Nodes;
using P2C2R.Cli.Inputs;
using P2C2R.Kernels;

namespace P2C2R.Tests.Cli;

public sealed class InputDocumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p2c2r").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("x.map")]
    [InlineData("x.map.scen")]
    public void A_map_and_its_scenario_become_the_document_that_names_both(string given)
    {
        Write("x.map", "type octile");
        Write("x.map.scen", "version 1");
        var document = InputDocument.Read(Path.Combine(_folder, given));
        var json = JsonNode.Parse(document.Bytes.Span)!;
        Assert.Equal("x.map", (string?)json["map"]);
        Assert.Equal("x.map.scen", (string?)json["queries"]);
        Assert.Equal("type octile"u8.ToArray(), document.Files.Read("x.map").ToArray());
    }

    [Fact]
    public void A_map_without_its_scenario_is_refused_by_name()
    {
        Write("x.map", "type octile");
        var refused = Assert.Throws<InputException>(() => InputDocument.Read(Path.Combine(_folder, "x.map")));
        Assert.Contains("x.map.scen", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_is_not_there_is_named()
    {
        var refused = Assert.Throws<InputException>(() => InputDocument.Read(Path.Combine(_folder, "none.json")));
        Assert.Contains("none.json", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/hostname")]
    [InlineData("a/../../secret")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData(".")]
    public void Files_outside_the_documents_folder_are_refused(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "secret"), "no");
        Directory.CreateDirectory(Path.Combine(_folder, "inside"));
        File.WriteAllText(Path.Combine(_folder, "inside", "d.json"), "{}");
        var document = InputDocument.Read(Path.Combine(_folder, "inside", "d.json"));
        Assert.Throws<InputException>(() => document.Files.Read(name));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
