using System.Text.Json;

namespace P2C2R.Peer.Endpoints;

/// <summary>
/// Reads the file that describes an endpoint; docs/operations.md has its fields. A key stands in it, or in an environment variable that it names: never on
/// a command line, which every program on the machine can read.
/// </summary>
public static class EndpointFile
{
    private const long MaxBytes = 64 << 10;
    private const string Fields = "url, model, key, key_variable, parallel, seconds, max_tokens";

    /// <summary>The endpoint, or what is wrong, for people; the message never shows a value of the file.</summary>
    public static (EndpointOptions? Options, string? Error) TryRead(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return (null, $"there is no file {path}");
            if (file.Length > MaxBytes) return (null, $"{path} has {file.Length} bytes, at most {MaxBytes} are read");
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object) return (null, $"{path} must hold a JSON object");
            return Read(path, document.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} can't be read: {e.Message}");
        }
        catch (JsonException e)
        {
            // The message of the exception would quote the file.
            return (null, $"{path} is not JSON, line {(e.LineNumber ?? 0) + 1}");
        }
    }

    private static (EndpointOptions? Options, string? Error) Read(string path, JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (!Fields.Split(", ").Contains(property.Name)) return (null, $"{path}: a field is none of {Fields}");
        }

        if (Text(root, "url") is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            return (null, $"{path}: \"url\" must be the API's address without a name or password in it, for example \"http://127.0.0.1:8080/v1\"");
        if (Text(root, "model") is not { Length: > 0 } model) return (null, $"{path}: \"model\" must be the name that the endpoint gives to the model");
        if (Number(root, "parallel", 1, EndpointOptions.MaxParallel, 1) is not { } parallel) return (null, $"{path}: \"parallel\" must be 1 to {EndpointOptions.MaxParallel}");
        if (Number(root, "seconds", 1, 3600, 120) is not { } seconds) return (null, $"{path}: \"seconds\" must be 1 to 3600");
        if (Number(root, "max_tokens", 1, 1 << 20, 4_096) is not { } tokens) return (null, $"{path}: \"max_tokens\" must be 1 to {1 << 20}");
        var (key, error) = ReadKey(path, root);
        if (error is not null) return (null, error);
        if (key is not null && address.Scheme == "http" && !address.IsLoopback) return (null, $"{path}: the key would cross the network for everybody to read; use an https \"url\", or an endpoint on this machine");
        return (new EndpointOptions { Address = address, Model = model, Key = key, Parallel = parallel, TimeLimit = TimeSpan.FromSeconds(seconds), MaxTokens = tokens }, null);
    }

    private static (string? Key, string? Error) ReadKey(string path, JsonElement root)
    {
        var (key, variable) = (Text(root, "key"), Text(root, "key_variable"));
        if ((key is null && root.TryGetProperty("key", out _)) || (variable is null && root.TryGetProperty("key_variable", out _))) return (null, $"{path}: \"key\" and \"key_variable\" must be strings");
        if (key is not null && variable is not null) return (null, $"{path}: give \"key\" or \"key_variable\", not both");
        if (variable is not null)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? (value.Trim(), null) : (null, $"{path}: the environment variable that \"key_variable\" names is not set");
        }

        if (key is { Length: 0 }) return (null, $"{path}: \"key\" is empty; leave it out where the endpoint asks for none");
        if (key is null || OperatingSystem.IsWindows()) return (key, null);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return (File.GetUnixFileMode(path) & Others) == 0 ? (key, null) : (null, $"{path} holds a key and others can read it; chmod 600 it, or name an environment variable in \"key_variable\"");
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement root, string name, int least, int most, int otherwise)
    {
        if (!root.TryGetProperty(name, out var value)) return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number : null;
    }
}
