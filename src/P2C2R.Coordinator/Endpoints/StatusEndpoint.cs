using System.Text;
using Microsoft.AspNetCore.Http;

namespace P2C2R.Coordinator.Endpoints;

/// <summary><c>/health</c> and <c>/api/v1/status</c>.</summary>
internal sealed class StatusEndpoint(Services services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>200 while work is accepted, 503 while shutting down.</summary>
    public Task HealthAsync(HttpContext context) => services.Stopping
        ? Answers.JsonAsync(context, StatusCodes.Status503ServiceUnavailable, Encoding.UTF8.GetBytes("{\"status\":\"shutting_down\"}"))
        : Answers.JsonAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes("{\"status\":\"ok\"}"));

    /// <summary>The network in numbers.</summary>
    public async Task StatusAsync(HttpContext context)
    {
        var figures = await services.Inbox.AskStatisticsAsync().WaitAsync(Patience, context.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(context, StatusCodes.Status200OK, StatusReport.Write(services, figures, OperatorCheck.Passes(context.Request, services))).ConfigureAwait(false);
    }
}
