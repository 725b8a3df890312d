using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Everything that is said over the WebSocket. <c>type</c> says which; docs/protocol.md lists them with who sends what.</summary>
/// <remarks>
/// A property with a default other than zero has <c>set</c>, not <c>init</c>: the generated JSON code gives an init-only
/// property that is left out the zero of its type instead of its default. A list that may be left out may be null as well.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HelloPeer), "hello_peer")]
[JsonDerivedType(typeof(HelloGamer), "hello_gamer")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Lease), "lease")]
[JsonDerivedType(typeof(Heartbeat), "heartbeat")]
[JsonDerivedType(typeof(AttemptDone), "done")]
[JsonDerivedType(typeof(AttemptFailed), "failed")]
[JsonDerivedType(typeof(UploadRequest), "upload")]
[JsonDerivedType(typeof(Uploaded), "uploaded")]
[JsonDerivedType(typeof(CancelAttempt), "cancel")]
[JsonDerivedType(typeof(Settled), "settled")]
[JsonDerivedType(typeof(Drain), "drain")]
[JsonDerivedType(typeof(Submit), "submit")]
[JsonDerivedType(typeof(Slices), "slices")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Result), "result")]
[JsonDerivedType(typeof(GetOutputs), "get_outputs")]
[JsonDerivedType(typeof(Outputs), "outputs")]
[JsonDerivedType(typeof(CancelTask), "cancel_task")]
[JsonDerivedType(typeof(GetTask), "get_task")]
[JsonDerivedType(typeof(TaskStatus), "task")]
[JsonDerivedType(typeof(ListTasks), "list_tasks")]
[JsonDerivedType(typeof(TaskPage), "tasks")]
[JsonDerivedType(typeof(GetAccount), "get_account")]
[JsonDerivedType(typeof(AccountStatus), "account")]
[JsonDerivedType(typeof(ErrorMessage), "error")]
public abstract record Message;
