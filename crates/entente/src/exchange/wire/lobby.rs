//! Who is let in to the outbox: a bounded number of connections, of which nobody can take the last.
//!
//! A stranger may connect and say nothing. So connections that have not shown the partner's key are few
//! from one address, and one more always finds room: the oldest of the most crowded address goes for it.
//! The partner's own are let alone as long as there is one of a stranger's. It knows no sockets.

use std::collections::BTreeMap;
use std::net::IpAddr;

/// Connections at a time.
const MOST: usize = 64;

/// Those of one address that have not shown the partner's key.
const STRANGERS: usize = 8;

/// A connection, and by what it is ended.
struct Guest<H> {
    number: u64,
    from: IpAddr,
    is_partner: bool,
    end: H,
}

/// The connections that are there, the oldest first.
pub(super) struct Lobby<H> {
    guests: Vec<Guest<H>>,
    next: u64,
}

impl<H> Default for Lobby<H> {
    fn default() -> Self {
        let (guests, next) = (Vec::new(), 0);
        Self { guests, next }
    }
}

impl<H> Lobby<H> {
    /// The number of the connection that comes next.
    pub(super) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Lets a connection in; what ends the one that goes for it, if one has to.
    pub(super) fn enter(&mut self, number: u64, from: IpAddr, end: H) -> Option<H> {
        let from = network(from);
        let goes = self.who_goes(from).map(|place| self.guests.remove(place).end);
        self.guests.push(Guest {
            number,
            from,
            is_partner: false,
            end,
        });
        goes
    }

    /// A connection that has shown the partner's key.
    pub(super) fn know(&mut self, number: u64) {
        let mut guests = self.guests.iter_mut();
        if let Some(guest) = guests.find(|guest| guest.number == number) {
            guest.is_partner = true;
        }
    }

    /// A connection that has ended.
    pub(super) fn leave(&mut self, number: u64) {
        self.guests.retain(|guest| guest.number != number);
    }

    /// The place of the one that has to go for one more of an address.
    fn who_goes(&self, from: IpAddr) -> Option<usize> {
        let mut crowds: BTreeMap<IpAddr, usize> = BTreeMap::new();
        for guest in self.guests.iter().filter(|guest| !guest.is_partner) {
            *crowds.entry(guest.from).or_default() += 1;
        }
        let full = self.guests.len() >= MOST;
        let own = crowds.get(&from).is_some_and(|&crowd| crowd >= STRANGERS);
        let crowded = crowds
            .iter()
            .max_by_key(|(_, crowd)| **crowd)
            .map(|(from, _)| *from);
        let oldest_of = |from: IpAddr| {
            let mut guests = self.guests.iter();
            guests.position(|guest| !guest.is_partner && guest.from == from)
        };
        match (own, full) {
            (true, _) => oldest_of(from),
            (_, true) => crowded.map_or(Some(0), oldest_of),
            _ => None,
        }
    }
}

/// The addresses that one who connects has for the asking: one of IPv4, a network of 64 bits of IPv6.
fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(from) => IpAddr::V6((from.to_bits() >> 64 << 64).into()),
        from => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    /// Lets one in; its number, and that of the one that went.
    fn enter(lobby: &mut Lobby<u64>, from: IpAddr) -> (u64, Option<u64>) {
        let number = lobby.number();
        (number, lobby.enter(number, from, number))
    }

    #[test]
    fn one_address_keeps_its_newest_connections_and_no_other_s() {
        let mut lobby = Lobby::default();
        let (partner, _) = enter(&mut lobby, address(9));
        for number in 2..=9 {
            assert_eq!(enter(&mut lobby, address(1)), (number, None));
        }
        for number in 10..1_000 {
            assert_eq!(enter(&mut lobby, address(1)), (number, Some(number - 8)));
        }
        assert!(lobby.guests.iter().any(|guest| guest.number == partner));
        assert_eq!(lobby.guests.len(), 1 + STRANGERS);
    }

    #[test]
    fn one_more_always_finds_room_and_the_most_crowded_address_makes_it() {
        let mut lobby = Lobby::default();
        for at in 0..MOST {
            assert_eq!(enter(&mut lobby, address(at as u8 / 8)).1, None);
        }
        let (partner, gone) = enter(&mut lobby, address(200));
        // Of addresses that are as crowded, the last.
        assert_eq!((partner, gone), (65, Some(57)));
        lobby.know(partner);
        for _ in 0..10_000 {
            let (_, gone) = enter(&mut lobby, address(200));
            assert_ne!(gone, Some(partner));
        }
        assert_eq!(lobby.guests.len(), MOST);
        lobby.leave(partner);
        assert_eq!(lobby.guests.len(), MOST - 1);
    }

    #[test]
    fn where_all_are_the_partner_s_the_oldest_goes() {
        let mut lobby = Lobby::default();
        for _ in 0..MOST {
            let (number, _) = enter(&mut lobby, address(1));
            lobby.know(number);
        }
        assert_eq!(enter(&mut lobby, address(1)), (65, Some(1)));
    }

    #[test]
    fn a_network_of_ipv6_is_one_address_and_ipv4_within_it_is_what_it_is() {
        let parse = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(network(parse("2001:db8:1:2:3:4:5:6")), parse("2001:db8:1:2::"));
        assert_eq!(network(parse("::ffff:192.0.2.1")), address(1));
        assert_ne!(
            network(parse("2001:db8:1:3::1")),
            network(parse("2001:db8:1:2::1"))
        );
    }
}
