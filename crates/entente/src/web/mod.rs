//! The books over HTTP: in the grammar of SDMX REST for programs, as pages for people.
//!
//! The only room that knows the network. Handlers are thin: requests are read and formats chosen
//! by `sdmx::rest`, rows and structures come from `dissemination`, documents from `views`. Nothing is written to the home,
//! and nobody is asked who they are.

mod answer;
mod availability;
mod cache;
mod coding;
mod connection;
mod data;
mod described;
mod episodes;
mod message;
mod order;
mod pages;
mod router;
mod site;
mod structure;
mod trouble;

pub(crate) use site::Site;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal;

use crate::failure::Failure;
use crate::print;

/// So many answers are made at once; more requests wait for their turn.
const MOST_ANSWERS: usize = 32;

/// So long answers under way are waited for in the end.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers until it is interrupted; answers under way are finished, if that does not take too long.
///
/// # Errors
/// The address cannot be had, or the system refuses to listen.
pub(crate) fn serve(site: Site, listen: SocketAddr, log: bool) -> Result<(), Failure> {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(MOST_ANSWERS)
        .build()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(|error| {
            Failure::of(format!("cannot listen at {listen}: {error}"))
                .hint("name another address with --listen; port 0 takes a free one")
        })?;
        let address = listener.local_addr()?;
        print::text(&format!(
            "listening on http://{address}/ and, for SDMX, /sdmx/v2 and /sdmx/v1\n"
        ))?;
        let site = Arc::new(site);
        // Counted before the first client that waits for it; a failure is told to who asks.
        let counted = Arc::clone(&site);
        tokio::task::spawn_blocking(move || counted.state().and_then(|state| counted.counted(&state)));
        let routes = router::routes(site, log);
        let serving =
            axum::serve(connection::Patient(listener), routes).with_graceful_shutdown(interrupted());
        let over = async {
            interrupted().await;
            tokio::time::sleep(PATIENCE).await;
        };
        tokio::select! {
            served = serving => Ok(served?),
            () = over => Ok(()),
        }
    });
    // An answer that nobody takes any more would hold the program.
    runtime.shutdown_background();
    served
}

/// Interrupted from the keyboard, or asked to end.
async fn interrupted() {
    let keyboard = async {
        // Without the signal there is nothing to wait for.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    if let Ok(mut asked) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            () = keyboard => {}
            _ = asked.recv() => {}
        }
        return;
    }
    keyboard.await;
}
