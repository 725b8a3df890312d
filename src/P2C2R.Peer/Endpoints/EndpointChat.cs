using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using P2C2R.Kernels.Chat;
using P2C2R.Protocol;

namespace P2C2R.Peer.Endpoints;

/// <summary>
/// Asks the endpoint and reads its answer as it streams. Whatever goes wrong gets words of our own: what an endpoint or a library says may hold its address
/// or key. Limits hold whether or not the endpoint keeps to them.
/// </summary>
internal sealed class EndpointChat : IChatModel, IDisposable
{
    /// <summary>Times that a refusal for now (429, 5xx) or a missing connection is tried again, after the time that the endpoint names or a growing one.</summary>
    private const int Retries = 2;

    /// <summary>Characters of an answer, for each token that it may have.</summary>
    private const int MaxCharactersPerToken = 64;

    private readonly EndpointOptions _options;
    private readonly HttpClient _http;
    private readonly ChatClient _client;

    public EndpointChat(EndpointOptions options)
    {
        _options = options;
        // No redirects and no proxy: the key goes to the address that the owner wrote down and nowhere else.
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        _http = new HttpClient(new BoundedAnswers(sockets)) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new OpenAIClientOptions
        {
            Endpoint = options.Address,
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(Retries),
            // The limit of the whole answer is ours, and shorter.
            NetworkTimeout = options.TimeLimit + TimeSpan.FromMinutes(1),
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        _client = new ChatClient(options.Model, new ApiKeyCredential(options.Key ?? "none"), client);
    }

    public ChatAnswer Ask(ChatRequest request, Action<int, string> heard, CancellationToken cancellation)
    {
        var seconds = Math.Min(request.TimeLimit.TotalSeconds, _options.TimeLimit.TotalSeconds);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            return AskAsync(request, heard, limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not ChatModelException)
        {
            cancellation.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested) throw new ChatModelException(ErrorCode.TimedOut, FormattableString.Invariant($"the peer's endpoint gave no whole answer in {seconds:0.###} s"));
            throw new ChatModelException(Explain(e));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ChatAnswer> AskAsync(ChatRequest request, Action<int, string> heard, CancellationToken cancellation)
    {
        var most = Math.Min(request.MaxTokens, _options.MaxTokens);
        var answer = new StreamedAnswer(most, most * MaxCharactersPerToken);
        ChatMessage[] messages = [new SystemChatMessage(request.Instructions), new UserChatMessage(request.Message)];
        await foreach (var update in _client.CompleteChatStreamingAsync(messages, ToOptions(request, most), cancellation).ConfigureAwait(false))
        {
            answer.Add(update);
            heard(answer.Tokens, answer.Newest);
            if (answer.IsFull) break;
        }

        return answer.Complete();
    }

    private static ChatCompletionOptions ToOptions(ChatRequest request, int maxTokens)
    {
        var options = new ChatCompletionOptions { Temperature = (float?)request.Temperature };
        if (request.Schema is { } schema) options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString(schema));
#pragma warning disable SCME0001 // The only way to fields that the library has no property for.
        // The library's own property becomes max_completion_tokens, which some local servers ignore.
        options.Patch.Set("$.max_tokens"u8, maxTokens);
        options.Patch.Set("$.seed"u8, request.Seed);
#pragma warning restore SCME0001
        return options;
    }

    private static string Explain(Exception e) => e switch
    {
        // What the library says of several tries, and of one without an answer.
        AggregateException { InnerExceptions: [.., var last] } => Explain(last),
        ClientResultException { Status: 0, InnerException: { } inner } => Explain(inner),
        ClientResultException { Status: 429 } => $"the peer's endpoint is busy (429), {Retries + 1} times",
        ClientResultException { Status: > 0 } refused => $"the peer's endpoint answered with status {refused.Status}",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => "the peer's endpoint can't be reached",
        IOException or HttpRequestException => "the answer of the peer's endpoint broke off",
        System.Text.Json.JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException => "the answer of the peer's endpoint is malformed",
        _ => $"the peer's endpoint gave no usable answer ({e.GetType().Name})",
    };
}
